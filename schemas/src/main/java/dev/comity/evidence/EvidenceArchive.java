package dev.comity.evidence;

import dev.comity.crypto.HpkeKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All evidence of a hub, as an auditor reads it: finding needs no key, opening needs the private key of the month. A frame
 * that a crash cut off at the end of a segment is passed over, because the hub wrote it again.
 */
public final class EvidenceArchive {

    private final Path folder;

    /** @param folder holds one folder a month; nothing is an archive without evidence */
    public EvidenceArchive(Path folder) {
        this.folder = folder;
    }

    /** Months of which there is something, the oldest first. */
    public List<EvidencePeriod> periods() throws IOException {
        return names(folder).stream()
                .map(EvidencePeriod::parse)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /** Where one exchange lies. */
    public record Place(EvidencePeriod period, String kid, String file) {}

    /** Empty if nothing is kept of this exchange, or no more. */
    public Optional<Place> find(String exchange) throws IOException {
        return sealed(exchange).map(Sealed::place);
    }

    /**
     * @param key private half of the month's key
     * @return empty if nothing is kept of this exchange
     * @throws EvidenceUnreadable if the key is another one than it was sealed to, or the file was changed
     */
    public Optional<EvidenceItem> open(String exchange, HpkeKey key) throws IOException {
        Optional<Sealed> sealed = sealed(exchange);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        return items(sealed.get(), key).stream()
                .filter(item -> item.exchange().equals(exchange))
                .findFirst();
    }

    /** What is done with each item. */
    @FunctionalInterface
    public interface Visitor {
        void visit(EvidenceItem item) throws IOException;
    }

    /** Every item of a month in the order of writing; one that the hub wrote twice comes twice. */
    public void forEach(EvidencePeriod period, HpkeKey key, Visitor visitor) throws IOException {
        Path month = folder.resolve(period.toString());
        for (String segment : segments(month)) {
            scan(month.resolve(segment), frame -> {
                for (EvidenceItem item : items(new Sealed(frame, place(frame, segment)), key)) {
                    visitor.visit(item);
                }
                return false;
            });
        }
    }

    /** Removes all segments of a month; returns how many. */
    public int erase(EvidencePeriod period) throws IOException {
        Path month = folder.resolve(period.toString());
        List<String> segments = segments(month);
        for (String segment : segments) {
            Files.delete(month.resolve(segment));
        }
        Files.deleteIfExists(month);
        return segments.size();
    }

    private record Sealed(EvidenceFrame frame, Place place) {}

    @FunctionalInterface
    private interface FrameVisitor {
        /** @return whether to stop */
        boolean visit(EvidenceFrame frame) throws IOException;
    }

    private static List<EvidenceItem> items(Sealed sealed, HpkeKey key) throws EvidenceUnreadable {
        return sealed.frame()
                .open(key)
                .orElseThrow(() -> new EvidenceUnreadable(
                        key.recipient().kid().equals(sealed.place().kid())
                                ? sealed.place().file() + " was changed: a frame does not open under its own key"
                                : "%s is sealed to key %s, and the key at hand is %s"
                                        .formatted(
                                                sealed.place().file(),
                                                sealed.place().kid(),
                                                key.recipient().kid())));
    }

    private Optional<Sealed> sealed(String exchange) throws IOException {
        List<Sealed> found = new ArrayList<>();
        for (EvidencePeriod period : periods()) {
            Path month = folder.resolve(period.toString());
            for (String segment : segments(month)) {
                scan(month.resolve(segment), frame -> {
                    if (frame.exchanges().contains(exchange)) {
                        found.add(new Sealed(frame, place(frame, segment)));
                    }
                    return !found.isEmpty();
                });
                if (!found.isEmpty()) {
                    return Optional.of(found.get(0));
                }
            }
        }
        return Optional.empty();
    }

    private static Place place(EvidenceFrame frame, String segment) {
        return new Place(frame.period(), frame.kid(), frame.period() + "/" + segment);
    }

    private static void scan(Path segment, FrameVisitor visitor) throws IOException {
        try (var in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(segment), 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(EvidenceWriter.MAGIC.length), EvidenceWriter.MAGIC)) {
                throw new EvidenceUnreadable(segment.getFileName() + " is not a segment of evidence of version 1");
            }
            while (!visitor.visit(next(in, segment))) {
                // until the visitor has enough
            }
        } catch (EOFException e) {
            // The end, or a frame that was cut off.
        }
    }

    private static EvidenceFrame next(DataInputStream in, Path segment) throws IOException {
        int header = in.readInt();
        int sealed = in.readInt();
        if (header < 0 || header > EvidenceFrame.MAX_HEADER || sealed < 0 || sealed > EvidenceFrame.MAX_SEALED) {
            throw new EvidenceUnreadable(segment.getFileName() + " was changed: a frame has an impossible length");
        }
        byte[] head = in.readNBytes(header);
        byte[] body = in.readNBytes(sealed);
        if (head.length < header || body.length < sealed) {
            throw new EOFException();
        }
        try {
            return EvidenceFrame.of(head, body);
        } catch (IllegalArgumentException e) {
            throw new EvidenceUnreadable(segment.getFileName() + ": " + e.getMessage());
        }
    }

    /** Names of a month's segments in the order of writing. */
    static List<String> segments(Path month) throws IOException {
        return names(month).stream()
                .filter(name -> name.endsWith(EvidenceWriter.ENDING))
                .sorted()
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
