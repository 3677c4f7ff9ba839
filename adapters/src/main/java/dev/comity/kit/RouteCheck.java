package dev.comity.kit;

import com.networknt.schema.SpecificationVersion;
import dev.comity.adapter.RouteFile;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route is what Camel's own schema of its YAML says (so that it opens in Kaoto), Camel reads it, and it has the ends that its
 * direction asks for.
 */
final class RouteCheck implements Check {

    static final String ID = "route";
    private static final String SEAL = "direct:seal";
    private static final String OPENED = "direct:opened";

    private SchemaErrors schema;

    @Override
    public int number() {
        return 3;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "the route parses, and is what Camel's schema of its YAML says";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        List<Problem> problems = new ArrayList<>(subject.route().problems());
        if (subject.route().value().isEmpty()) {
            if (problems.isEmpty()) {
                throw new Skipped("there is no route.camel.yaml");
            }
            return problems;
        }
        YamlNode root = subject.route().value().get();
        problems.addAll(schema().of(root));
        if (problems.isEmpty()) {
            parse(subject, root).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            ends(subject, root, problems);
        }
        return problems;
    }

    private static Optional<Problem> parse(Subject subject, YamlNode root) throws IOException {
        Map<String, String> values = Parameters.of(subject).filled(root);
        // Camel makes beans while it reads: one that connects is told by another check.
        try (NetworkGuard guard = NetworkGuard.open()) {
            return RouteFile.problem(subject.folder().resolve(Subject.ROUTE), values)
                    .filter(problem -> guard.refused().isEmpty())
                    .map(problem -> Problem.error(subject.shown(Subject.ROUTE), problem.line(), 0, problem.text()));
        }
    }

    private synchronized SchemaErrors schema() {
        if (schema == null) {
            schema = SchemaErrors.of("/schema/camelYamlDsl.json", SpecificationVersion.DRAFT_4);
        }
        return schema;
    }

    private static void ends(Subject subject, YamlNode root, List<Problem> problems) {
        List<EndpointUse> uses = EndpointUse.in(root);
        List<EndpointUse> opened = uses.stream()
                .filter(use -> use.consumer() && use.uri().text().equals(OPENED))
                .toList();
        boolean seals = uses.stream()
                .anyMatch(use -> !use.consumer() && use.uri().text().equals(SEAL));
        if (subject.source() && !opened.isEmpty()) {
            problems.add(opened.get(0).uri().error("a source's route does not start at " + OPENED));
        }
        if (subject.source() && !seals) {
            problems.add(root.error("a source's route ends in " + SEAL + ", and nothing here goes there"));
        }
        if (!subject.source() && opened.size() != 1) {
            problems.add(
                    root.error("a sink has one route from %s, and this file has %d".formatted(OPENED, opened.size())));
        }
    }
}
