package dev.comity.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Code lists of standards, one CSV file {@code codes/NAME.csv} each: code, English name, Chinese name. */
final class CodeLists {

    private final Path folder;

    CodeLists(Path folder) {
        this.folder = folder;
    }

    /** What is wrong if a schema's {@code enum} does not hold exactly the codes of the list. */
    Optional<String> differs(String list, JsonNode words) {
        Path file = folder.resolve(list + ".csv");
        if (!list.matches("[a-z][a-z0-9-]*") || !Files.isRegularFile(file)) {
            return Optional.of("there is no code list codes/%s.csv".formatted(list));
        }
        Set<String> here = new LinkedHashSet<>();
        words.forEach(word -> here.add(word.asText()));
        return here.equals(codes(file))
                ? Optional.empty()
                : Optional.of("enum and the code list codes/%s.csv do not hold the same codes".formatted(list));
    }

    private static Set<String> codes(Path file) {
        try (var lines = Files.lines(file)) {
            Set<String> codes = new LinkedHashSet<>();
            lines.skip(1).forEach(line -> codes.add(line.substring(0, line.indexOf(','))));
            return codes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
