package dev.comity.demo;

import dev.comity.crypto.HpkeKey;
import dev.comity.disk.DurableFile;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/**
 * The auditors of the demonstration: they make a key a month and give the hub its public half. Of this month and the next,
 * because a run may go on over the end of a month. A key that was destroyed is not made again: its month stays erased.
 */
final class EvidenceKeyPairs {

    private EvidenceKeyPairs() {}

    static void obtain(DataFolder data, Instant now) throws IOException {
        if (!Files.isDirectory(data.auditor())) {
            Files.createDirectories(
                    data.auditor(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        EvidencePeriod month = EvidencePeriod.of(now);
        for (EvidencePeriod period : List.of(month, month.next())) {
            Path publicHalf = EvidenceKeys.publicFile(data.evidenceKeys(), period);
            if (!Files.exists(publicHalf)) {
                HpkeKey key = KeyFiles.evidence(EvidenceKeys.privateFile(data.auditor(), period));
                DurableFile.write(publicHalf, Json.text(key.recipient().jwk()) + "\n");
            }
        }
    }
}
