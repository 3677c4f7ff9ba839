package dev.comity.sketch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Kind;
import dev.comity.adapter.Mapping;
import dev.comity.adapter.SourceItem;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.record.RecordProblem;
import dev.comity.record.RecordType;
import dev.comity.sketch.Sample.Part;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first samples of an adapter with what is expected of them: items of the sample file, and one that is to be refused. */
final class SampleCases {

    private final RecordType type;
    private final InputFormat format;
    private final String mapping;
    private final List<String> open;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    SampleCases(RecordType type, InputFormat format, String mapping, List<String> open) {
        this.type = type;
        this.format = format;
        this.mapping = mapping;
        this.open = open;
    }

    /** @return by their paths in the adapter's folder */
    Map<String, byte[]> of(Sample sample, Matching matching) throws IOException {
        Mapping compiled = compiled();
        boolean complete = matching.unset().stream().noneMatch(Leaf::required);
        int good = 0;
        for (int i = 0; i < sample.parts().size(); i++) {
            good += add("sample-" + (i + 1), sample.parts().get(i), sample.extension(), compiled, complete) ? 1 : 0;
        }
        if (complete && good == 0) {
            open.add("no item of the sample becomes a valid record yet: see the problems of 'comity adapter test'");
        }
        cut(sample);
        return files;
    }

    /** @return whether it gives a valid record */
    private boolean add(String name, Part part, String extension, Mapping compiled, boolean complete)
            throws IOException {
        files.put("samples/" + name + "." + extension, part.body());
        ObjectNode record = record(compiled, part.item());
        List<RecordProblem> problems = problems(record);
        // What a required field lacks is no property of the sample: it is expected to become a record when the mapping
        // is whole.
        if (problems.isEmpty() || !complete) {
            files.put("expected/" + name + ".json", Json.pretty(record).getBytes(StandardCharsets.UTF_8));
            return problems.isEmpty();
        }
        expectRefusal(name, "schema", problems.get(0).place());
        open.add("samples/%s.%s is refused as it stands, at '%s'"
                .formatted(name, extension, problems.get(0).place()));
        return false;
    }

    private void expectRefusal(String name, String code, String path) {
        files.put(
                "expected/" + name + ".error.json",
                Json.pretty(Json.object().put("code", code).put("path", path)).getBytes(StandardCharsets.UTF_8));
    }

    /** A line that was cut can be made of every CSV file; what a bad item of another format looks like its owner has to say. */
    private void cut(Sample sample) {
        if (format.kind() != Kind.CSV || format.columns().size() < 2) {
            open.add("add a sample that is to be refused, with its code and path in expected/NAME.error.json");
            return;
        }
        String text = new String(sample.parts().get(0).body(), format.charset()).stripTrailing();
        int line = text.lastIndexOf('\n') + 1;
        String cut = text.substring(0, line)
                + text.substring(line)
                        .replaceFirst(
                                "[^" + java.util.regex.Pattern.quote(String.valueOf(format.delimiter())) + "]*$", "");
        files.put("samples/cut-short.csv", (cut.substring(0, cut.length() - 1) + "\n").getBytes(format.charset()));
        expectRefusal("cut-short", "not-sendable", "");
    }

    private Mapping compiled() throws IOException {
        Path folder = Files.createTempDirectory("comity-draft");
        Path file = folder.resolve("mapping.jslt");
        try {
            Files.writeString(file, mapping);
            List<Problem> problems = new ArrayList<>();
            Optional<Mapping> compiled = Mapping.load(file, problems);
            return compiled.orElseThrow(
                    () -> new IllegalStateException("a drafted mapping does not compile: " + problems));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static ObjectNode record(Mapping mapping, ObjectNode item) throws IOException {
        SourceItem read = new SourceItem(1, "", item, "", Optional.empty());
        try {
            return Json.parseObject(Json.bytes(mapping.map(read)));
        } catch (Mapping.Unmappable | MalformedJson e) {
            throw new IllegalStateException("a drafted mapping failed", e);
        }
    }

    /** With what sealing sets. */
    private List<RecordProblem> problems(ObjectNode record) {
        ObjectNode whole = Json.object()
                .put("recordId", "00000000-0000-8000-8000-000000000000")
                .put("steward", "11440300999000013H")
                .put("recordedAt", "2026-01-01T00:00:00+08:00")
                .put("recordStatus", "current");
        whole.setAll(record);
        return type.validate(whole).stream()
                .filter(problem -> !problem.warning())
                .toList();
    }
}
