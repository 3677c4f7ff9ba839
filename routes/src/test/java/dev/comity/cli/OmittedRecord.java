package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.MlDsaSigningKey;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import dev.comity.log.LogSigner;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dishonest operator can do: makes a log anew without one accepted record, as if it had never come. Entries, tiles and
 * checkpoint are rebuilt consistently and signed with the log's own keys, and the deliveries after it get the numbers that close
 * their sequences. Only what is signed by others cannot be made anew.
 *
 * <p>Runs as a program of its own, {@code java -cp 'LIB/*' OmittedRecord.java DATA [JTI]}: replaces {@code DATA/log}, keeps the
 * genuine one as {@code DATA/log.genuine}, and prints the provider and the id of the record that is gone.
 */
public final class OmittedRecord {

    private static final int ROUND = 1_000;

    private final String jti;
    private final String exchange;
    private final Map<String, Long> lastSeq = new HashMap<>();

    private OmittedRecord(String jti, String exchange) {
        this.jti = jti;
        this.exchange = exchange;
    }

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        JsonNode record = record(
                data.resolve("log"),
                Optional.of(arguments).filter(a -> a.length > 1).map(a -> a[1]));
        omit(data, record);
        System.out.printf(
                "%s %s%n", record.path("provider").asText(), record.path("jti").asText());
    }

    /** The accepted record with this id, or else the middle one of those that were released to somebody. */
    static JsonNode record(Path log, Optional<String> jti) throws IOException {
        List<JsonNode> candidates = new ArrayList<>();
        LogReader reader = LogReader.open(log);
        reader.forEach(0, reader.checkpoint().size(), (index, bytes) -> {
            Entry entry = Entry.parse(bytes);
            boolean wanted = jti.map(id -> entry.json().path("jti").asText().equals(id))
                    .orElseGet(() -> entry.json().path("decisions").findValue("delivery") != null);
            if (entry.kind() == Entry.Kind.SUBMITTED && wanted) {
                candidates.add(entry.json());
            }
        });
        return candidates.get(candidates.size() / 2);
    }

    /** @param record its {@code submitted} entry */
    static void omit(Path data, JsonNode record) throws IOException {
        Path genuine = data.resolve("log.genuine");
        Files.move(data.resolve("log"), genuine);
        LogReader reader = LogReader.open(genuine);
        var omitted = new OmittedRecord(
                record.path("jti").asText(), record.path("exchange").asText());
        List<byte[]> kept = new ArrayList<>();
        reader.forEach(
                0,
                reader.checkpoint().size(),
                (index, bytes) -> omitted.keep(Entry.parse(bytes)).ifPresent(kept::add));
        write(data, reader.checkpoint().origin(), kept);
        for (String beside : List.of("bundles", "statements")) {
            copy(genuine.resolve(beside), data.resolve("log").resolve(beside));
        }
    }

    private static void write(Path data, String origin, List<byte[]> entries) throws IOException {
        Path keys = data.resolve("hub/keys");
        Path mldsa = keys.resolve("log-mldsa.pem");
        LogSigner signer = new LogSigner(
                origin,
                SigningKey.read(keys.resolve("log.pem")),
                Files.exists(mldsa) ? Optional.of(MlDsaSigningKey.read(mldsa)) : Optional.empty(),
                Clock.systemUTC());
        try (TileLog log = TileLog.open(data.resolve("log"), signer)) {
            for (int at = 0; at < entries.size(); at += ROUND) {
                log.append(entries.subList(at, Math.min(at + ROUND, entries.size())));
            }
        }
    }

    private Optional<byte[]> keep(Entry entry) {
        boolean gone = entry.json().path("exchange").asText().equals(exchange)
                || entry.json().path("jti").asText().equals(jti);
        if (gone) {
            return Optional.empty();
        }
        return Optional.of(entry.kind() == Entry.Kind.RELEASED ? renumbered(entry) : entry.bytes());
    }

    private byte[] renumbered(Entry entry) {
        ObjectNode json = entry.json().deepCopy();
        json.put("seq", lastSeq.merge(json.path("consumer").asText(), 1L, Long::sum));
        return Json.bytes(json);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
