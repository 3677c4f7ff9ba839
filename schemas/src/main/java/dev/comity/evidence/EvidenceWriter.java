package dev.comity.evidence;

import dev.comity.crypto.HpkeRecipient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The hub's side of evidence: appends sealed frames to the newest segment of their month, {@code <month>/<number>.evidence}.
 * Each start begins new segments, so a frame that a crash cut off is never written behind. Not thread-safe.
 */
public final class EvidenceWriter implements Closeable {

    static final byte[] MAGIC = "comity-evidence/1\n".getBytes(StandardCharsets.US_ASCII);
    static final String ENDING = ".evidence";

    private static final long FULL_BYTES = 64L * 1024 * 1024;
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path folder;
    private final Path keys;
    private final String origin;
    private final Map<EvidencePeriod, FileChannel> open = new HashMap<>();

    /**
     * @param folder of all months
     * @param keys public halves, see {@link EvidenceKeys}
     * @param origin of the log that the items belong to
     */
    public EvidenceWriter(Path folder, Path keys, String origin) {
        this.folder = folder;
        this.keys = keys;
        this.origin = origin;
    }

    /**
     * Keeps these items, each in the month of its time; durable on return.
     *
     * @return how many were not kept, because their month has no key
     */
    public int append(List<EvidenceLine> items) throws IOException {
        Map<EvidencePeriod, List<EvidenceLine>> byMonth = new TreeMap<>();
        items.forEach(item -> byMonth.computeIfAbsent(EvidencePeriod.of(item.time()), month -> new ArrayList<>())
                .add(item));
        int notKept = 0;
        for (var month : byMonth.entrySet()) {
            Optional<HpkeRecipient> key = EvidenceKeys.recipient(keys, month.getKey());
            if (key.isPresent()) {
                write(month.getKey(), EvidenceFrame.seal(origin, month.getKey(), key.get(), month.getValue()));
            } else {
                notKept += month.getValue().size();
            }
        }
        return notKept;
    }

    private void write(EvidencePeriod period, EvidenceFrame frame) throws IOException {
        FileChannel segment = open.get(period);
        if (segment == null || segment.size() > FULL_BYTES) {
            close(segment);
            segment = begin(period);
            open.put(period, segment);
        }
        long whole = segment.size();
        try {
            write(segment, frame.bytes());
            segment.force(false);
        } catch (IOException e) {
            // Half a frame would hide those behind it: the next frame goes into a segment of its own.
            open.remove(period);
            segment.truncate(whole).close();
            throw e;
        }
    }

    private FileChannel begin(EvidencePeriod period) throws IOException {
        Path month = Files.createDirectories(
                folder.resolve(period.toString()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        int number = EvidenceArchive.segments(month).size() + 1;
        Path file = month.resolve("%06d%s".formatted(number, ENDING));
        while (Files.exists(file)) {
            file = month.resolve("%06d%s".formatted(++number, ENDING));
        }
        FileChannel segment = FileChannel.open(
                file, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(segment, ByteBuffer.wrap(MAGIC));
        segment.force(true);
        sync(month);
        sync(folder);
        return segment;
    }

    private static void write(FileChannel channel, ByteBuffer... bytes) throws IOException {
        while (bytes[bytes.length - 1].hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void sync(Path names) throws IOException {
        try (FileChannel channel = FileChannel.open(names, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void close(FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
    }
}
