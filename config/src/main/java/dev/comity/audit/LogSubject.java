package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.InclusionProof;
import dev.comity.log.KnownCheckpoint;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.Terms;
import dev.comity.log.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** A whole log, in its folder. */
final class LogSubject {

    private LogSubject() {}

    /** Whether a folder looks like that of a log, whole or not. */
    static boolean isLog(Path folder) {
        return Files.exists(folder.resolve("checkpoint")) || Files.isDirectory(folder.resolve("tile"));
    }

    /**
     * @param against checkpoints that the auditor has from elsewhere
     * @throws CommandFailed if the log cannot be read
     */
    static Answer verify(Path folder, TrustAnchors trust, List<KnownCheckpoint> against, LongConsumer progress)
            throws CommandFailed {
        Terms terms = new Terms(against, () -> new AuditRules(trust, LogEvidence.in(folder)));
        try {
            return Answer.of(LogVerifier.verify(folder, trust, terms, progress));
        } catch (IOException e) {
            String message = "Not checked: %s cannot be read (%s).".formatted(folder, e.getMessage());
            throw new CommandFailed(ExitCode.INPUT, message, e);
        }
    }

    /** The origin that the log's checkpoint claims; empty text where it has none. */
    static String origin(Path folder) throws IOException {
        Path checkpoint = folder.resolve("checkpoint");
        try {
            return Files.exists(checkpoint)
                    ? Checkpoint.parse(Files.readString(checkpoint)).origin()
                    : "";
        } catch (IllegalArgumentException e) {
            // The verification says what is wrong with it.
            return "";
        }
    }

    /** @throws CommandFailed naming the file that is no checkpoint */
    static List<KnownCheckpoint> checkpoints(List<Path> files) throws CommandFailed {
        List<KnownCheckpoint> known = new ArrayList<>();
        for (Path file : files) {
            known.add(new KnownCheckpoint(file.toString(), checkpoint(file)));
        }
        return known;
    }

    /** @throws CommandFailed if the file is missing or no checkpoint */
    static Checkpoint checkpoint(Path file) throws CommandFailed {
        try (var in = Files.newInputStream(file)) {
            byte[] note = in.readNBytes(SignedNote.MAX_LENGTH + 1);
            String text = new String(note, StandardCharsets.UTF_8);
            // The proof beside a receipt holds the checkpoint that covers its entry: a log that extends it still has
            // the entry.
            return text.startsWith("c2sp.org/tlog-proof@v1\n")
                    ? InclusionProof.parse(text).checkpoint()
                    : Checkpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s is not a checkpoint: %s. Nothing was checked.".formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("Checkpoint", file, "Nothing was checked; name one that was kept.");
        }
    }
}
