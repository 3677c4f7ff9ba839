package dev.comity.audit;

import dev.comity.log.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an auditor opened: {@code envelopes/<exchange>.sdjwt} and {@code presentations/<delivery>.sdjwt} in one folder. */
public final class OpenedFiles implements EvidenceExport.Kept {

    private final Path folder;

    public OpenedFiles(Path folder) {
        this.folder = folder;
    }

    /** Where the envelope of an exchange lies. */
    public static Path envelope(Path folder, String exchange) {
        return folder.resolve("envelopes").resolve(exchange + ".sdjwt");
    }

    /** Where the presentation of a delivery lies. */
    public static Path presentation(Path folder, String delivery) {
        return folder.resolve("presentations").resolve(delivery + ".sdjwt");
    }

    @Override
    public Optional<byte[]> presentation(Entry released) throws IOException {
        return file(presentation(folder, id(released, "delivery")));
    }

    @Override
    public Optional<byte[]> envelope(Entry submitted) throws IOException {
        return file(envelope(folder, id(submitted, "exchange")));
    }

    /** Names come out of a log that nobody verified yet: they must not lead anywhere else. */
    private static String id(Entry entry, String member) {
        String id = entry.json().path(member).asText();
        return id.matches("[0-9a-f]{64}") ? id : "none";
    }

    private static Optional<byte[]> file(Path file) throws IOException {
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }
}
