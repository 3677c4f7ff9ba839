package dev.comity.budget;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of lines that only grows. A line that a crash cut short was never promised to anybody, and is cut off when the file is
 * opened. Not thread-safe.
 */
final class Lines implements Closeable {

    private final Path file;
    private final FileChannel channel;
    private boolean inDoubt;

    private Lines(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Lines open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new Lines(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    Path file() {
        return file;
    }

    /** Every whole line; to be called once, before the first line is added. */
    List<String> read() throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int whole = text.lastIndexOf('\n') + 1;
        channel.truncate(whole);
        channel.position(whole);
        return text.substring(0, whole).lines().toList();
    }

    /** @throws IOException if the lines are not durable; what was written of them is taken back */
    void add(List<String> lines) throws IOException {
        if (inDoubt) {
            throw new IOException(file + " could not be written before; start the hub again once it can");
        }
        long end = channel.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            inDoubt = true;
            channel.truncate(end);
            channel.position(end);
            inDoubt = false;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
