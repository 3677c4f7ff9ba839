package dev.comity.log;

import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Logs to test with. */
final class SampleLog {

    static final String ORIGIN = "hub.example.gov/log/1";
    static final SigningKey KEY = SigningKey.generate(KeyAlgorithm.ED25519);

    private SampleLog() {}

    static TileLog open(Path folder) throws IOException {
        return TileLog.open(folder, ORIGIN, KEY);
    }

    static TileLog openUnsynced(Path folder) throws IOException {
        return TileLog.open(folder, LogSigner.of(ORIGIN, KEY), new UnsyncedDisk());
    }

    static VerifierKey vkey() {
        return VerifierKey.ofLog(ORIGIN, KEY.verificationKey());
    }

    /** Entry {@code number}, the same bytes each time; some numbers give longer entries. */
    static byte[] entry(long number) {
        var members = Json.object().put("time", "2026-11-24T08:%02d:%02dZ".formatted(number / 60 % 60, 0));
        members.put("digest", "config-" + number + "x".repeat((int) (number % 7)))
                .put("engine", "1");
        return Entry.of(Entry.Kind.CONFIG, members).bytes();
    }

    static List<byte[]> entries(long from, int count) {
        List<byte[]> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(from + i));
        }
        return entries;
    }

    /** Writes a log of {@code size} entries in rounds of {@code round} and closes it. */
    static void write(Path folder, int size, int round) throws IOException {
        try (TileLog log = openUnsynced(folder)) {
            for (int at = 0; at < size; at += round) {
                log.append(entries(at, Math.min(round, size - at)));
            }
        }
    }
}
