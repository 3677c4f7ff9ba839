package dev.comity.audit;

import dev.comity.config.StoredZip;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * SHA-256 sums of every other file of a bundle, in the form that {@code sha256sum -c MANIFEST} reads: hex digits, two spaces, name,
 * in the order of the names.
 */
final class Manifest {

    private Manifest() {}

    /** @param files all files; an older manifest among them is left out */
    static String of(SortedMap<String, byte[]> files) {
        StringBuilder text = new StringBuilder();
        files.forEach((name, content) -> {
            if (!name.equals(EvidenceFiles.MANIFEST)) {
                text.append(sum(content)).append("  ").append(name).append('\n');
            }
        });
        return text.toString();
    }

    private static String sum(byte[] content) {
        return HexFormat.of().formatHex(Crypto.sha256(content));
    }

    /** What differs between the manifest and the files: nothing may, and nothing may lie beside what it lists. */
    static List<String> problems(SortedMap<String, byte[]> files) {
        byte[] manifest = files.get(EvidenceFiles.MANIFEST);
        if (manifest == null) {
            return List.of("there is no MANIFEST");
        }
        String text = new String(manifest, StandardCharsets.UTF_8);
        String expected = of(files);
        return text.equals(expected) ? List.of() : differences(listed(text), listed(expected));
    }

    private static Map<String, String> listed(String text) {
        Map<String, String> sums = new TreeMap<>();
        text.lines().forEach(line -> {
            int gap = line.indexOf("  ");
            sums.put(gap < 0 ? line : line.substring(gap + 2), gap < 0 ? "" : line.substring(0, gap));
        });
        return sums;
    }

    private static List<String> differences(Map<String, String> listed, Map<String, String> present) {
        List<String> problems = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(listed.keySet());
        names.addAll(present.keySet());
        for (String name : names) {
            if (!present.containsKey(name)) {
                problems.add("a file that is listed is not there: " + (StoredZip.isName(name) ? name : "no such name"));
            } else if (!listed.containsKey(name)) {
                problems.add(name + " is there and not listed");
            } else if (!listed.get(name).equals(present.get(name))) {
                problems.add(name + " is not what was exported");
            }
        }
        return problems.isEmpty() ? List.of("MANIFEST is not in its one form") : problems;
    }
}
