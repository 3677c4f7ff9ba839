package dev.comity.cli;

import dev.comity.audit.EvidenceExport;
import dev.comity.log.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What agencies keep in a data folder of what they received; the folders of agencies elsewhere are elsewhere. */
final class DeliveredFiles implements EvidenceExport.Kept {

    private final Path data;

    DeliveredFiles(Path data) {
        this.data = data;
    }

    @Override
    public Optional<byte[]> presentation(Entry released) throws IOException {
        Path received =
                data.resolve("agencies").resolve(text(released, "consumer")).resolve("received");
        Path file = received.resolve(text(released, "record")).resolve(text(released, "delivery") + ".sdjwt");
        // Names come out of a log that nobody verified yet: they must not lead anywhere else.
        boolean below = file.normalize().startsWith(received.normalize()) && file.equals(file.normalize());
        return below && Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private static String text(Entry entry, String member) {
        return entry.json().path(member).asText();
    }

    /** No agency keeps what others sent. */
    @Override
    public Optional<byte[]> envelope(Entry submitted) {
        return Optional.empty();
    }
}
