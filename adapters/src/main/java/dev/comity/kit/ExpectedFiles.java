package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes into {@code expected/} what the samples give now. A file that says the same already is left as it is. */
final class ExpectedFiles {

    private final Subject subject;
    private final List<String> written = new ArrayList<>();

    private ExpectedFiles(Subject subject) {
        this.subject = subject;
    }

    /** @return names of the files that were written; empty if the adapter could not be run */
    static List<String> write(Subject subject) throws IOException {
        ExpectedFiles files = new ExpectedFiles(subject);
        try {
            Trial trial = subject.trial();
            for (Brought one : trial.brought()) {
                files.brought(trial, one);
            }
            for (Handed one : trial.handed()) {
                if (one.of().isPresent() && one.failure().isEmpty()) {
                    files.write(one.of().get().name() + ".json", SamplesCheck.sent(one));
                }
            }
        } catch (Skipped e) {
            return List.of();
        }
        return files.written;
    }

    private void brought(Trial trial, Brought one) throws IOException {
        boolean mapped = !one.items().isEmpty()
                && one.items().stream().allMatch(item -> item.mapped().isPresent());
        List<Refusal> reasons = RefusedCheck.reasons(one);
        if (one.of().bad()) {
            if (!reasons.isEmpty() && !declared(one, reasons)) {
                write(one.of().name() + ".error.json", json(reasons.get(0)));
            }
        } else if (mapped && (one.of().expected().isPresent() || reasons.isEmpty())) {
            write(one.of().name() + ".json", SamplesCheck.records(one));
        } else if (one.of().expected().isEmpty() && !reasons.isEmpty()) {
            write(one.of().name() + ".error.json", json(reasons.get(0)));
        }
        for (Map.Entry<String, Path> view : one.of().views().entrySet()) {
            if (one.sealed()) {
                view(trial, one, view.getKey());
            }
        }
    }

    private void view(Trial trial, Brought one, String consumer) throws IOException {
        try {
            write(one.of().name() + "." + consumer + ".json", new Views(trial).of(one, consumer));
        } catch (RecordRefused e) {
            // What the hub would refuse nobody sees; the checks say so.
        }
    }

    private static boolean declared(Brought one, List<Refusal> reasons) throws IOException {
        try {
            JsonNode file = Json.parse(Files.readAllBytes(one.of().error().orElseThrow()));
            return reasons.stream().anyMatch(reason -> json(reason).equals(file));
        } catch (MalformedJson e) {
            return false;
        }
    }

    private static ObjectNode json(Refusal reason) {
        return Json.object().put("code", reason.code().code()).put("path", reason.path());
    }

    private void write(String name, JsonNode content) throws IOException {
        Path file = Files.createDirectories(subject.folder().resolve(Cases.EXPECTED))
                .resolve(name);
        if (!Files.exists(file) || !same(file, content)) {
            Files.writeString(file, Json.pretty(content), StandardCharsets.UTF_8);
            written.add(subject.shown(file));
        }
    }

    private static boolean same(Path file, JsonNode content) throws IOException {
        try {
            return Json.parse(Files.readAllBytes(file)).equals(content);
        } catch (MalformedJson e) {
            return false;
        }
    }
}
