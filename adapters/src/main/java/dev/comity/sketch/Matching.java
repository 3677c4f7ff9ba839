package dev.comity.sketch;

import dev.comity.record.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Which source field looks like which field of a record type: by the best pairs of names first, each field once, and never against what
 * the values say.
 *
 * @param matches in the order of the record type's paths
 * @param unused source fields that look like nothing
 * @param unset leaves that no source field looks like
 */
record Matching(List<Match> matches, List<SourceField> unused, List<Leaf> unset) {

    private static final double ENOUGH = 0.6;
    private static final double VALUES_FIT = 0.05;
    private static final double VALUES_DO_NOT = -0.25;

    static Matching of(RecordType type, List<SourceField> fields) throws IOException {
        List<Leaf> leaves = Leaf.of(type);
        List<Match> candidates = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Map<String, String> codes = codes(type, leaf);
            for (SourceField field : fields) {
                candidate(leaf, field, codes, candidates);
            }
        }
        candidates.sort(Comparator.comparingDouble(Match::score).reversed());
        return chosen(leaves, fields, candidates);
    }

    private static void candidate(Leaf leaf, SourceField field, Map<String, String> codes, List<Match> candidates) {
        // An element of a list can only become one of a list; lists in lists are left to a person.
        if (leaf.path().value().matches(".*\\[].*\\[].*")
                || leaf.array().isEmpty() != field.array().isEmpty()
                || field.list() && !leaf.list()) {
            return;
        }
        double names = Names.similarity(field, leaf);
        Conversion conversion = Conversion.of(leaf, field, codes);
        double score = Math.min(1, names + (conversion.fits() ? VALUES_FIT : VALUES_DO_NOT));
        if (score >= ENOUGH) {
            candidates.add(new Match(leaf, field, conversion, score));
        }
    }

    private static Matching chosen(List<Leaf> leaves, List<SourceField> fields, List<Match> candidates) {
        Map<Leaf, Match> matches = new HashMap<>();
        Map<String, String> lists = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (Match match : candidates) {
            boolean sameList = lists.getOrDefault(
                            match.leaf().array(), match.field().array())
                    .equals(match.field().array());
            if (sameList
                    && !matches.containsKey(match.leaf())
                    && used.add(match.field().path())) {
                matches.put(match.leaf(), match);
                lists.put(match.leaf().array(), match.field().array());
            }
        }
        return new Matching(
                leaves.stream().filter(matches::containsKey).map(matches::get).toList(),
                fields.stream().filter(field -> !used.contains(field.path())).toList(),
                leaves.stream().filter(leaf -> !matches.containsKey(leaf)).toList());
    }

    /** Titles of a code list that lies beside the record types, each with its code. */
    private static Map<String, String> codes(RecordType type, Leaf leaf) throws IOException {
        String name = leaf.schema().path("x-codes").asText();
        Path file = type.folder()
                .getParent()
                .getParent()
                .getParent()
                .resolve("codes")
                .resolve(name + ".csv");
        if (name.isEmpty() || !Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> codes = new HashMap<>();
        try (CSVParser parser = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            for (CSVRecord line : parser) {
                codes.put(line.get("en"), line.get("code"));
                codes.put(line.get("zh"), line.get("code"));
                // People leave the word for 'sex' out: 男 for 男性.
                codes.putIfAbsent(line.get("zh").replaceFirst("性$", ""), line.get("code"));
            }
        }
        return codes;
    }
}
