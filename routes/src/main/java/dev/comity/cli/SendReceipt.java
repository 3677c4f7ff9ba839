package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of a record that was sent by hand. */
record SendReceipt(ObjectNode json, Path file) {

    static SendReceipt of(byte[] bytes, Path file) throws CommandFailed {
        try {
            return new SendReceipt(Json.parseObject(bytes), file);
        } catch (MalformedJson e) {
            throw CommandFailed.unreadable("Receipt", file, "The record was sent; look into receipts/ of the agency.");
        }
    }

    private boolean accepted() {
        return verdict().equals("accepted");
    }

    /** accepted, refused or not-sendable. */
    private String verdict() {
        return json.path("verdict").asText();
    }

    Report report() {
        List<Report.Item> items = new ArrayList<>();
        items.add(new Report.Item("receipt", accepted() ? "pass" : "fail", ids(), file.toString()));
        reasons()
                .forEach(reason -> items.add(new Report.Item(
                        "reason." + reason.path("code").asText(),
                        "fail",
                        reason.path("message").asText(),
                        reason.path("path").asText())));
        return new Report(verdict(), accepted() ? ExitCode.DONE : ExitCode.FAILED, items, Optional.empty());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s"
                .formatted(verdict().toUpperCase(java.util.Locale.ROOT), ids())
                .strip());
        for (JsonNode envelope : json.path("envelopes")) {
            lines.add("  envelope %s  %s%s"
                    .formatted(
                            envelope.path("jti").asText(),
                            envelope.path("verdict").asText(),
                            envelope.has("agreement") ? "  bound to one agreement" : ""));
        }
        for (JsonNode reason : reasons()) {
            String path = reason.path("path").asText();
            lines.add("  ✗ %s%s  %s"
                    .formatted(
                            reason.path("code").asText(),
                            path.isEmpty() ? "" : " at " + path,
                            reason.path("message").asText()));
        }
        lines.add("Receipt: " + file);
        return lines;
    }

    private String ids() {
        String exchange = json.path("exchange").asText();
        return exchange.isEmpty() ? "" : "exchange " + exchange;
    }

    /** The agency's own reasons, or the hub's first one. */
    private List<JsonNode> reasons() {
        List<JsonNode> reasons = new ArrayList<>();
        json.path("reasons").forEach(reasons::add);
        if (reasons.isEmpty() && json.has("code")) {
            reasons.add(json);
        }
        return reasons;
    }
}
