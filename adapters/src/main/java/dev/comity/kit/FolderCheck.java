package dev.comity.kit;

import dev.comity.adapter.Mapping;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder holds what an adapter has, all that belongs together, and nothing that nobody reads. */
final class FolderCheck implements Check {

    private static final Set<String> FILES = Set.of(Subject.DESCRIPTION, Subject.ROUTE, "README.md");
    /** {@code files/} is for what a route reads beside it, for instance a stylesheet. */
    private static final Set<String> FOLDERS = Set.of(Cases.SAMPLES, Cases.EXPECTED, "tables", "files");

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String id() {
        return "folder";
    }

    @Override
    public String title() {
        return "the folder holds what an adapter has, and nothing that nobody reads";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws IOException {
        List<Problem> problems = new ArrayList<>();
        missing(subject, problems);
        unknown(subject, problems);
        for (Path file : subject.cases().doubled()) {
            problems.add(
                    Problem.error(subject.shown(file), 0, 0, "another sample has the same name before its first dot"));
        }
        for (Case one : subject.cases().cases()) {
            paired(subject, one, problems);
        }
        return problems;
    }

    private static void missing(Subject subject, List<Problem> problems) throws IOException {
        for (String name : List.of(Subject.DESCRIPTION, Subject.ROUTE)) {
            if (!Files.isRegularFile(subject.folder().resolve(name))) {
                problems.add(Problem.error(subject.shown(name), 0, 0, "the file is missing"));
            }
        }
        List<String> mappings = Mapping.present(subject.folder());
        if (subject.source() && mappings.size() != 1) {
            problems.add(Problem.error(
                    subject.shown(),
                    0,
                    0,
                    "a source has one mapping, one of %s, and this folder has %s"
                            .formatted(
                                    String.join(", ", Mapping.FILES),
                                    mappings.isEmpty() ? "none" : String.join(", ", mappings))));
        }
        if (!subject.source() && !mappings.isEmpty()) {
            problems.add(Problem.error(subject.shown(mappings.get(0)), 0, 0, "a sink has no mapping"));
        }
        if (subject.source()
                && Cases.files(subject.folder().resolve(Cases.SAMPLES)).isEmpty()) {
            problems.add(Problem.error(
                    subject.shown(Cases.SAMPLES), 0, 0, "a source needs samples, in the agency's own format"));
        }
    }

    private static void unknown(Subject subject, List<Problem> problems) throws IOException {
        try (Stream<Path> list = Files.list(subject.folder())) {
            for (Path file : list.filter(f -> !Cases.hidden(f)).sorted().toList()) {
                String name = file.getFileName().toString();
                boolean known = Files.isDirectory(file)
                        ? FOLDERS.contains(name)
                        : FILES.contains(name) || Mapping.FILES.contains(name);
                if (!known) {
                    problems.add(Problem.error(
                            subject.shown(name),
                            0,
                            0,
                            "nothing reads this; what a route reads beside it belongs in files/"));
                }
            }
        }
        for (Path file : Cases.files(subject.folder().resolve("tables"))) {
            if (!file.toString().endsWith(".csv")) {
                problems.add(Problem.error(subject.shown(file), 0, 0, "a table is called NAME.csv"));
            }
        }
        for (Path file : Cases.files(subject.folder().resolve(Cases.EXPECTED))) {
            if (!file.getFileName().toString().matches("[^.]+(\\.[a-z0-9-]+)?\\.json")) {
                problems.add(Problem.error(
                        subject.shown(file),
                        0,
                        0,
                        "expected were CASE.json, CASE.error.json and CASE.AGENCY.json, CASE without a dot"));
            }
        }
    }

    private static void paired(Subject subject, Case one, List<Problem> problems) {
        if (one.sample().isEmpty()) {
            Stream.concat(Stream.concat(one.expected().stream(), one.error().stream()), one.views().values().stream())
                    .forEach(file -> problems.add(
                            Problem.error(subject.shown(file), 0, 0, "no sample has this name before its first dot")));
            return;
        }
        String sample = subject.shown(one.sample().get());
        if (one.expected().isPresent() && one.bad()) {
            problems.add(Problem.error(sample, 0, 0, "it is expected both to give a record and to be refused"));
        }
        if (subject.source() && one.expected().isEmpty() && !one.bad()) {
            problems.add(Problem.error(
                    sample,
                    0,
                    0,
                    "nothing says what is expected of it; 'comity adapter test --update' writes what it gives now"));
        }
        if (one.bad() && !one.views().isEmpty()) {
            problems.add(Problem.error(sample, 0, 0, "it is to be refused, so that no agency sees anything of it"));
        }
    }
}
