package dev.comity.witness;

import dev.comity.crypto.Jws;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.disk.DurableFile;
import dev.comity.envelope.SubmissionHead;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code witness/heads/<agency>-<kid>.jwt}: of each agency's key the newest head of its submissions, as the agency signed it. */
public final class KeptHeads {

    private final Path folder;
    private final Supplier<Directory> directory;

    /** @param directory as it is now: agencies change their keys */
    public KeptHeads(Path agencyFolder, Supplier<Directory> directory) {
        this.folder = agencyFolder.resolve("witness/heads");
        this.directory = directory;
    }

    /** A head whose signature holds. @param kid of the sequence's key */
    public record Head(String agency, String kid, long seq, String statement) {}

    /** Keeps a head, unless a newer one of its key is kept; durable on return. @throws RecordRefused if it is none to rely on */
    public void keep(String compact) throws RecordRefused, IOException {
        Head head = verify(compact);
        Path file = folder.resolve(head.agency() + "-" + head.kid() + ".jwt");
        if (read(file).map(Head::seq).orElse(0L) < head.seq()) {
            DurableFile.write(file, compact.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Head verify(String compact) throws RecordRefused {
        Jws jws = Jws.parse(compact, SubmissionHead.MAX_LENGTH);
        SubmissionHead head = SubmissionHead.of(jws);
        boolean signed = directory
                .get()
                .key(jws.kid())
                .filter(key -> key.use() == KeyUse.SEAL && key.agency().equals(head.issuer()))
                .flatMap(DirectoryKey::key)
                .filter(key -> jws.verify(SubmissionHead.TYP, key))
                .isPresent();
        if (!signed) {
            throw new RecordRefused(
                    RefusalCode.SIGNATURE,
                    "signature",
                    "the head is not signed by a seal key of the agency that it names");
        }
        return new Head(head.issuer(), jws.kid(), head.seq(), head.statement());
    }

    private Optional<Head> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(verify(Files.readString(file)));
        } catch (RecordRefused damaged) {
            return Optional.empty();
        }
    }

    /** All that are kept and hold. */
    public List<Head> all() throws IOException {
        List<Head> heads = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".jwt"))
                        .sorted()
                        .toList()) {
                    read(file).ifPresent(heads::add);
                }
            }
        }
        return heads;
    }
}
