package dev.comity.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.AgencyStatus;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.witnesses.Witnessed;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code report.json}: what has happened in the folder since it was made. */
final class Report {

    private Report() {}

    /**
     * Writes the report, durably.
     *
     * @param entries of the log
     * @param verified whether the auditor's verifier found the log true
     * @param witnessed how far a quorum of witnesses has cosigned it
     * @param elapsed of this run; added to what earlier runs took
     */
    static void write(
            Path file,
            Totals totals,
            long entries,
            String origin,
            String vkey,
            boolean verified,
            Witnessed witnessed,
            Duration elapsed)
            throws IOException {
        ObjectNode report = Json.object();
        records(report.putObject("records"), totals);
        ArrayNode files = report.putArray("files");
        totals.agencies().values().forEach(s -> s.files().forEach(f -> file(files.addObject(), f)));
        report.putObject("deliveries")
                .put("released", totals.released())
                .put("delivered", totals.sum(AgencyStatus::received))
                .put("acknowledged", totals.acknowledged());
        ObjectNode agencies = report.putObject("agencies");
        totals.agencies().forEach((id, status) -> agency(agencies.putObject(id), status));
        ArrayNode refusals = report.putArray("refusals");
        totals.agencies()
                .forEach((id, status) -> status.refusals()
                        .forEach(r -> refusals.addObject()
                                .put("agency", id)
                                .put("record", r.record())
                                .put("code", r.code())
                                .put("path", r.path())));
        report.putObject("log")
                .put("entries", entries)
                .put("origin", origin)
                .put("vkey", vkey)
                .put("verified", verified)
                .putObject("witnessed")
                .put("complete", witnessed.isComplete())
                .put("entries", witnessed.witnessedSize())
                .put("cosignatures", witnessed.cosignatures())
                .put("quorum", witnessed.quorum());
        report.put("seconds", earlier(file).add(BigDecimal.valueOf(elapsed.toMillis(), 3)));
        DurableFile.write(file, Json.pretty(report));
    }

    private static void records(ObjectNode to, Totals totals) {
        to.put("sent", totals.sum(AgencyStatus::sent))
                .put("accepted", totals.sum(AgencyStatus::accepted))
                .put("refused", totals.sum(AgencyStatus::refused))
                .put("repeated", totals.sum(AgencyStatus::repeated))
                .put("notSendable", totals.sum(AgencyStatus::notSendable));
    }

    private static void file(ObjectNode to, AgencyStatus.FileCount file) {
        to.put("file", file.file())
                .put("lines", file.lines())
                .put("sent", file.sent())
                .put("repeated", file.repeated())
                .put("notSendable", file.notSendable());
    }

    private static void agency(ObjectNode to, AgencyStatus status) {
        to.put("sent", status.sent())
                .put("accepted", status.accepted())
                .put("refused", status.refused())
                .put("repeated", status.repeated())
                .put("notSendable", status.notSendable())
                .put("received", status.received())
                .put("acknowledged", status.acknowledged())
                .put("rejected", status.rejected());
    }

    private static BigDecimal earlier(Path file) throws IOException {
        if (!Files.exists(file)) {
            return BigDecimal.ZERO;
        }
        try {
            return Json.parse(Files.readAllBytes(file))
                    .path("seconds")
                    .decimalValue()
                    .setScale(3, RoundingMode.HALF_UP);
        } catch (MalformedJson e) {
            throw new IOException(file + ": not the report of a demonstration; remove it and run again", e);
        }
    }
}
