package dev.comity.demo;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Files that a person wrote are wrong; the message lists every error with its place. */
public final class ProblemsFound extends IOException {

    private static final long serialVersionUID = 1L;

    private ProblemsFound(String message) {
        super(message);
    }

    /** Warnings pass. */
    static void throwIfAny(String folder, List<Problem> problems) throws ProblemsFound {
        List<Problem> errors =
                problems.stream().filter(Problem::isError).sorted().toList();
        if (!errors.isEmpty()) {
            throw new ProblemsFound("Not started: %d problems in %s%n%s"
                    .formatted(
                            errors.size(),
                            folder,
                            errors.stream().map(Problem::toString).collect(Collectors.joining("\n"))));
        }
    }
}
