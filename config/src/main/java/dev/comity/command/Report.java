package dev.comity.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a command, for machines: {@code {verdict, exitCode, checks: [{id, status, detail, location}], trust, tool}}.
 *
 * @param verdict one word
 * @param exitCode that the process ends with
 * @param checks in the order in which they were made
 * @param trust what the verdict rests on, empty where no anchors were used
 */
public record Report(String verdict, int exitCode, List<Item> checks, Optional<TrustFile> trust) {

    public Report {
        checks = List.copyOf(checks);
    }

    /**
     * One check.
     *
     * @param id stable
     * @param status pass, fail, skipped or unknown
     * @param location file, line and column, or a file in a log; may be empty
     */
    public record Item(String id, String status, String detail, String location) {

        /** One line for people, its mark first. */
        public String line(String label) {
            String where = location.isEmpty() ? "" : "  (" + location + ")";
            return "  %s %-20s %s%s".formatted(mark(), label, detail, where);
        }

        private String mark() {
            return switch (status) {
                case "pass" -> "✓";
                case "fail" -> "✗";
                case "skipped" -> "–";
                default -> "?";
            };
        }
    }

    /** Of a command that could not do what was asked. */
    public static Report failed(CommandFailed failed) {
        Item item = new Item("command", "fail", failed.getMessage(), "");
        return new Report("failed", failed.exitCode(), List.of(item), Optional.empty());
    }

    /** Indented JSON with a line end. */
    public String json() {
        return Json.pretty(object());
    }

    /** As {@link #json()}, with further members of this command at the end. */
    public String json(ObjectNode further) {
        ObjectNode json = object();
        json.setAll(further);
        return Json.pretty(json);
    }

    private ObjectNode object() {
        ObjectNode json = Json.object().put("verdict", verdict).put("exitCode", exitCode);
        ArrayNode list = json.putArray("checks");
        for (Item check : checks) {
            list.addObject()
                    .put("id", check.id)
                    .put("status", check.status)
                    .put("detail", check.detail)
                    .put("location", check.location);
        }
        trust.ifPresentOrElse(t -> json.set("trust", t.json()), () -> json.putNull("trust"));
        json.putObject("tool")
                .put("name", "comity")
                .put("version", Version.number())
                .put("crypto", Crypto.provider());
        return json;
    }
}
