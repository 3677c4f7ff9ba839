package dev.comity.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds what belongs together in {@code samples/} and {@code expected/}. */
final class Cases {

    static final String SAMPLES = "samples";
    static final String EXPECTED = "expected";
    private static final String ERROR = "error";

    /** @param doubled samples whose case has another one already */
    record Found(List<Case> cases, List<Path> doubled) {}

    private final Map<String, Path> samples = new TreeMap<>();
    private final List<Path> doubled = new ArrayList<>();
    private final Map<String, Path> expected = new TreeMap<>();
    private final Map<String, Path> errors = new TreeMap<>();
    private final Map<String, Map<String, Path>> views = new TreeMap<>();

    private Cases() {}

    static Found in(Path folder) throws IOException {
        Cases cases = new Cases();
        for (Path file : files(folder.resolve(SAMPLES))) {
            if (cases.samples.putIfAbsent(name(file), file) != null) {
                cases.doubled.add(file);
            }
        }
        files(folder.resolve(EXPECTED)).forEach(cases::expected);
        return new Found(cases.all(), cases.doubled);
    }

    private void expected(Path file) {
        String[] parts = file.getFileName().toString().split("\\.");
        if (parts.length == 2) {
            expected.put(parts[0], file);
        } else if (parts.length == 3 && parts[1].equals(ERROR)) {
            errors.put(parts[0], file);
        } else if (parts.length == 3) {
            views.computeIfAbsent(parts[0], name -> new TreeMap<>()).put(parts[1], file);
        }
    }

    private List<Case> all() {
        return Stream.of(samples, expected, errors, views)
                .flatMap(map -> map.keySet().stream())
                .distinct()
                .sorted()
                .map(name -> new Case(
                        name,
                        Optional.ofNullable(samples.get(name)),
                        Optional.ofNullable(expected.get(name)),
                        Optional.ofNullable(errors.get(name)),
                        views.getOrDefault(name, Map.of())))
                .toList();
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Files of a folder by name, those that an editor hides left out; none where there is no such folder. */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> !hidden(file)).sorted().toList();
        }
    }

    static boolean hidden(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }
}
