package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.Outbox.Answer;
import dev.comity.outbox.Outcome;
import dev.comity.outbox.SourceLedger;
import dev.comity.record.RecordTypeId;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.RecordSealer;
import dev.comity.sealing.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code send/}: a file {@code NAME.json} that holds {@code {"record": "<type>/<major>", "body": {...}}} is sealed and sent once;
 * {@code NAME.receipt.json} beside it says what became of it. Write under another name and rename; a file that is no JSON yet is
 * given two seconds.
 */
final class SendFolder {

    private static final String ADAPTER = "send";
    private static final String RECEIPT = ".receipt.json";
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path folder;
    private final AgencyDatabase database;
    private final SourceLedger ledger;
    private final Outbox outbox;
    private final Supplier<RecordSealer> sealer;
    private final Clock clock;

    SendFolder(Path folder, AgencyDatabase database, Outbox outbox, Supplier<RecordSealer> sealer, Clock clock) {
        this.folder = folder;
        this.database = database;
        this.ledger = new SourceLedger(database);
        this.outbox = outbox;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** Takes what is new and writes the receipts that came. @return how many records were put into the outbox */
    int poll() throws IOException, SQLException {
        int sent = 0;
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            String digest = Base64Url.encode(Crypto.sha256(bytes));
            String name = file.getFileName().toString();
            var known = Optional.ofNullable(ledger.lines(ADAPTER, name).get(1L));
            if (known.filter(line -> line.digest().equals(digest)).isPresent()) {
                answer(file, digest);
            } else {
                sent += take(file, bytes, digest, known) ? 1 : 0;
            }
        }
        return sent;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".json") && !name.endsWith(RECEIPT) && !name.startsWith(".");
                    })
                    .sorted()
                    .toList();
        }
    }

    private boolean take(Path file, byte[] bytes, String digest, Optional<SourceLedger.KnownLine> before)
            throws IOException, SQLException {
        Sealing sealing;
        try {
            sealing = seal(Json.parseObject(bytes));
        } catch (MalformedJson e) {
            if (Files.getLastModifiedTime(file).toInstant().plus(GRACE).isAfter(clock.instant())) {
                return false;
            }
            sealing = unsendable(
                    "", "not JSON at line %d, column %d: %s".formatted(e.line(), e.column(), e.getMessage()));
        }
        String name = file.getFileName().toString();
        Files.deleteIfExists(receiptOf(file));
        if (sealing instanceof Sealing.Unsendable unsendable) {
            refuse(file, unsendable.reasons());
        }
        Sealing result = sealing;
        return database.transaction(connection -> {
            ledger.file(connection, ADAPTER, name, false);
            boolean sent = result instanceof Sealing.Sealed;
            ledger.line(connection, ADAPTER, name, 1, digest, sent ? Outcome.SENT : Outcome.NOT_SENDABLE, before);
            if (result instanceof Sealing.Sealed sealed) {
                outbox.put(connection, origin(name, digest), sealed.drafts(), sealed.whole());
            }
            return sent;
        });
    }

    private Sealing seal(ObjectNode file) {
        Optional<RecordTypeId> type = RecordTypeId.parse(file.path("record").asText());
        if (type.isEmpty() || !(file.get("body") instanceof ObjectNode body) || file.size() != 2) {
            return unsendable("record", "expected exactly {\"record\": \"<type>/<major>\", \"body\": {...}}");
        }
        return sealer.get().seal(type.get(), body, clock.instant());
    }

    private static Sealing unsendable(String path, String message) {
        return new Sealing.Unsendable(List.of(Refusal.of(RefusalCode.NOT_SENDABLE, path, message)));
    }

    private static String origin(String name, String digest) {
        return ADAPTER + " " + name + " " + digest;
    }

    private static Path receiptOf(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ".json".length()) + RECEIPT);
    }

    private void refuse(Path file, List<Refusal> reasons) throws IOException {
        ObjectNode receipt = Json.object().put("v", 1).put("verdict", "not-sendable");
        receipt.put("code", reasons.get(0).code().code())
                .put("path", reasons.get(0).path());
        ArrayNode list = receipt.putArray("reasons");
        reasons.forEach(reason -> list.addObject()
                .put("code", reason.code().code())
                .put("path", reason.path())
                .put("message", reason.message()));
        DurableFile.write(receiptOf(file), Json.pretty(receipt));
    }

    private void answer(Path file, String digest) throws IOException, SQLException {
        if (Files.exists(receiptOf(file))) {
            return;
        }
        List<Answer> answers = outbox.answers(origin(file.getFileName().toString(), digest));
        if (answers.isEmpty()
                || answers.stream().anyMatch(answer -> answer.verdict().equals("open"))) {
            return;
        }
        DurableFile.write(receiptOf(file), Json.pretty(receipt(answers)));
    }

    /** The record is accepted if one of its envelopes is; else it is refused, for the reason of the first. */
    private static ObjectNode receipt(List<Answer> answers) {
        Answer decisive = answers.stream()
                .filter(answer -> answer.verdict().equals("accepted"))
                .findFirst()
                .orElse(answers.get(0));
        ObjectNode receipt = Json.object().put("v", 1);
        put(receipt, decisive);
        ArrayNode list = receipt.putArray("envelopes");
        answers.forEach(answer -> put(list.addObject(), answer));
        return receipt;
    }

    private static void put(ObjectNode json, Answer answer) {
        json.put("verdict", answer.verdict()).put("jti", answer.jti());
        Map.of(
                        "agreement",
                        answer.agreement(),
                        "exchange",
                        answer.exchange(),
                        "code",
                        answer.code(),
                        "path",
                        answer.path())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> member.getValue().ifPresent(value -> json.put(member.getKey(), value)));
    }
}
