package dev.comity.config;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a configuration folder, read once: everything after this works on these bytes.
 *
 * @param folder on this machine
 * @param files path relative to the folder, with {@code /}, to bytes; only what configuration consists of
 */
record ConfigurationFolder(Path folder, SortedMap<String, byte[]> files) {

    static final String HUB = "hub.yaml";
    static final String AGENCIES = "agencies.yaml";
    static final String PURPOSES = "purposes.yaml";
    private static final String AGREEMENTS = "agreements";
    private static final String TESTS = ".tests.yaml";
    private static final String SIGNATURES = ".signatures.json";
    private static final String WITHDRAWAL = ".withdrawal.jwt";

    /** @param problems gets files under {@code agreements/} that are none of those read there */
    static ConfigurationFolder read(Path folder, List<Problem> problems) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : List.of(HUB, AGENCIES, PURPOSES)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.put(name, Files.readAllBytes(folder.resolve(name)));
            }
        }
        if (Files.isDirectory(folder.resolve(AGREEMENTS))) {
            for (Path file : filesBelow(folder.resolve(AGREEMENTS))) {
                take(folder, file, files, problems);
            }
        }
        return new ConfigurationFolder(folder, files);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void take(Path folder, Path file, SortedMap<String, byte[]> files, List<Problem> problems)
            throws IOException {
        String place = folder.relativize(file).toString().replace('\\', '/');
        if (place.endsWith(".yaml") || isBeside(place)) {
            files.put(place, Files.readAllBytes(file));
        } else {
            problems.add(Problem.warning(
                    place,
                    0,
                    0,
                    "is not read: agreements are NAME.yaml, with NAME" + TESTS + " and NAME" + SIGNATURES
                            + " beside them"));
        }
    }

    List<String> agreements() {
        return files.keySet().stream()
                .filter(place ->
                        place.startsWith(AGREEMENTS + "/") && place.endsWith(".yaml") && !place.endsWith(TESTS))
                .toList();
    }

    List<String> tests() {
        return files.keySet().stream()
                .filter(place -> place.startsWith(AGREEMENTS + "/") && place.endsWith(TESTS))
                .toList();
    }

    static String testsOf(String agreement) {
        return agreement.replaceFirst("\\.yaml$", TESTS);
    }

    static String agreementOf(String tests) {
        return tests.substring(0, tests.length() - TESTS.length()) + ".yaml";
    }

    static String signaturesOf(String agreement) {
        return agreement.replaceFirst("\\.yaml$", SIGNATURES);
    }

    static String withdrawalOf(String agreement) {
        return agreement.replaceFirst("\\.yaml$", WITHDRAWAL);
    }

    /** Everything that decides: all but the tests, and what agencies signed only beside its agreement. */
    SortedMap<String, byte[]> deciding() {
        SortedMap<String, byte[]> some = new TreeMap<>(files);
        some.keySet().removeIf(place -> !isDeciding(place) || isBeside(place) && !isBesideAnAgreement(place));
        return some;
    }

    /** Whether it is what agencies sign about an agreement. */
    private static boolean isBeside(String place) {
        return place.endsWith(SIGNATURES) || place.endsWith(WITHDRAWAL);
    }

    private boolean isBesideAnAgreement(String place) {
        String name =
                place.substring(0, place.length() - (place.endsWith(SIGNATURES) ? SIGNATURES : WITHDRAWAL).length());
        return files.containsKey(name + ".yaml");
    }

    /** Whether a file with this place belongs to what decides. */
    static boolean isDeciding(String place) {
        return List.of(HUB, AGENCIES, PURPOSES).contains(place)
                || place.startsWith(AGREEMENTS + "/")
                        && (place.endsWith(".yaml") && !place.endsWith(TESTS) || isBeside(place));
    }
}
