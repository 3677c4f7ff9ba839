package dev.comity.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.config.Home;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.Identity;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import dev.comity.record.RecordType;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A log of any length, written through the real appender with every fsync that a hub makes: submissions, releases and
 * acknowledgements as a hub writes them, whose digests are made up. Everything but the records behind it is there to verify.
 */
final class LargeLog {

    /** Entries that share one round of fsync: what a busy hub brings together. */
    private static final int ROUND = 1500;

    private final City city;
    private final Agreement agreement;
    private final RecordType type;
    private final String kid;
    private String previous = "";
    private long number;

    LargeLog(City city) {
        this.city = city;
        this.agreement = city.agreement("death-to-public-rental");
        this.type = Home.types().find(agreement.record()).orElseThrow();
        this.kid = city.seal.get(agreement.provider()).verificationKey().kid();
    }

    /** How long the appends took, and how much a disk writes beside that. */
    record Rates(long entries, long bytes, Duration appending, Duration writing) {

        @Override
        public String toString() {
            double seconds = appending.toMillis() / 1000.0;
            double raw = bytes / 1e6 / (writing.toMillis() / 1000.0);
            return "%,d entries of %,d bytes appended in %.1f s: %,.0f entries/s, %.1f MB/s, an fsync round every %d entries; the disk takes %.1f MB/s raw"
                    .formatted(entries, bytes, seconds, entries / seconds, bytes / 1e6 / seconds, ROUND, raw);
        }
    }

    /** Writes a whole log with what its entries name, and says how fast. */
    Rates write(Path folder, long entries) throws Exception {
        SampleAudit start = new SampleAudit(city);
        start.entries()
                .subList(start.index(Entry.Kind.SUBMITTED, 0), start.entries().size())
                .clear();
        start.write(folder);
        long bytes = 0;
        long nanos = 0;
        try (TileLog log = TileLog.open(folder, city.origin(), city.log)) {
            while (log.size() < entries) {
                List<byte[]> round = round((int) Math.min(ROUND, entries - log.size()));
                bytes += round.stream().mapToLong(entry -> entry.length).sum();
                long began = System.nanoTime();
                log.append(round);
                nanos += System.nanoTime() - began;
            }
        }
        return new Rates(entries, bytes, Duration.ofNanos(nanos), raw(folder.resolveSibling("raw"), bytes));
    }

    /** The same number of bytes to one file, with an fsync at its end. */
    private static Duration raw(Path file, long bytes) throws IOException {
        byte[] block = new byte[1 << 20];
        long began = System.nanoTime();
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(block.length, left));
            }
            out.getFD().sync();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Files.delete(file);
        return took;
    }

    private List<byte[]> round(int count) {
        List<byte[]> round = new ArrayList<>(count + 2);
        while (round.size() < count) {
            exchange().forEach(entry -> round.add(entry.bytes()));
        }
        return round;
    }

    private List<Entry> exchange() {
        number++;
        Instant at = City.NOW.plusMillis(number * 20).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        String jti = "0198c2d1-0000-7000-8000-%012d".formatted(number);
        byte[] jws = digest("jws");
        String exchange = Identity.exchange(agreement.provider(), jti, jws);
        String delivery = Identity.delivery(exchange, agreement.id(), 0);
        String statement = Base64Url.encode(digest("statement"));
        ObjectNode shared = Json.object()
                .put("time", at.toString())
                .put("exchange", exchange)
                .put("provider", agreement.provider())
                .put("record", type.id().toString())
                .put("schema", type.digest())
                .put("jws", Base64Url.encode(jws))
                .put("config", city.configuration.digest())
                .put("engine", "test");
        Entry submitted = submitted(shared.deepCopy().put("jti", jti), delivery, statement);
        Entry released = released(shared.deepCopy().put("delivery", delivery), statement, at);
        previous = statement;
        return List.of(submitted, released, acknowledged(at, exchange, delivery));
    }

    private byte[] digest(String of) {
        return Crypto.sha256((of + number).getBytes(StandardCharsets.US_ASCII));
    }

    private Entry submitted(ObjectNode members, String delivery, String statement) {
        ObjectNode submission = members.putObject("submission")
                .put("digest", statement)
                .put("kid", kid)
                .put("seq", number);
        if (!previous.isEmpty()) {
            submission.put("prev", previous);
        }
        members.putArray("subjects").add(Base64Url.encode(digest("subject")));
        members.putArray("decisions")
                .addObject()
                .put("agreement", agreement.id())
                .put("digest", agreement.digest())
                .put("delivery", delivery);
        return Entry.of(Entry.Kind.SUBMITTED, members);
    }

    private Entry released(ObjectNode members, String statement, Instant at) {
        members.put("consumer", agreement.consumer()).put("purpose", agreement.purpose());
        members.putObject("basis")
                .put("kind", agreement.basis().kind())
                .put("instrument", agreement.basis().instrument())
                .put("article", agreement.basis().article());
        members.put("agreement", agreement.id()).put("agreementDigest", agreement.digest());
        ArrayNode released = members.putArray("released");
        agreement
                .release()
                .forEach(path -> released.addObject()
                        .put("path", path.value())
                        .put("digest", Base64Url.encode(digest(path.value()))));
        members.putArray("inputs");
        members.putArray("withheld");
        members.put("withheldCount", agreement.withheldCount(type))
                .put("submission", statement)
                .put("sdHash", Base64Url.encode(digest("sd")))
                .put("iat", at.getEpochSecond())
                .put("seq", number);
        return Entry.of(Entry.Kind.RELEASED, members);
    }

    private Entry acknowledged(Instant at, String exchange, String delivery) {
        ObjectNode members = Json.object().put("time", at.toString()).put("delivery", delivery);
        members.put("exchange", exchange).put("provider", agreement.provider()).put("consumer", agreement.consumer());
        return Entry.of(Entry.Kind.ACKNOWLEDGED, members.put("ack", Base64Url.encode(digest("ack"))));
    }
}
