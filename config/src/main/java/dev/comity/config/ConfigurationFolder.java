package dev.comity.config;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.yaml.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        if (place.endsWith(".yaml")) {
            files.put(place, Files.readAllBytes(file));
        } else if (!place.endsWith(SIGNATURES)) {
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
                .filter(place -> place.startsWith(AGREEMENTS + "/") && !place.endsWith(TESTS))
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

    /** base64url SHA-256 over each file's path and bytes, each preceded by its length, in the order of the paths. */
    String digest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.forEach((place, bytes) -> {
            part(out, place.getBytes(StandardCharsets.UTF_8));
            part(out, bytes);
        });
        return Base64Url.encode(Crypto.sha256(out.toByteArray()));
    }

    private static void part(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
