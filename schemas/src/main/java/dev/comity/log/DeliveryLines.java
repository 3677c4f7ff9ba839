package dev.comity.log;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts any number of lines by delivery and place in the log with a bounded amount of memory. What does not fit waits in
 * temporary files, which hold digests and numbers and vanish when this is closed.
 */
final class DeliveryLines implements Closeable {

    /** About 20 MB of lines. */
    private static final int IN_MEMORY = 1 << 18;

    private final int inMemory;
    private final List<DeliveryLine> lines = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    DeliveryLines() {
        this(IN_MEMORY);
    }

    /** @param inMemory how many lines are kept before a file is written */
    DeliveryLines(int inMemory) {
        this.inMemory = inMemory;
    }

    void add(DeliveryLine line) throws IOException {
        lines.add(line);
        if (lines.size() == inMemory) {
            Collections.sort(lines);
            runs.add(Run.write(lines));
            lines.clear();
        }
    }

    /** Every line in order, once; nothing can be added afterwards. */
    void forEach(Consumer<DeliveryLine> visitor) throws IOException {
        Collections.sort(lines);
        PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(Source::head));
        for (Run run : runs) {
            addNext(sources, run.source());
        }
        var rest = lines.iterator();
        addNext(sources, () -> rest.hasNext() ? rest.next() : null);
        while (!sources.isEmpty()) {
            Source first = sources.poll();
            visitor.accept(first.head());
            addNext(sources, first.rest());
        }
    }

    private static void addNext(PriorityQueue<Source> sources, Lines rest) throws IOException {
        DeliveryLine head = rest.next();
        if (head != null) {
            sources.add(new Source(head, rest));
        }
    }

    private record Source(DeliveryLine head, Lines rest) {}

    private interface Lines {
        /** The next line, or null after the last. */
        DeliveryLine next() throws IOException;
    }

    /** Sorted lines in a temporary file. */
    private record Run(FileChannel file, int count) {

        static Run write(List<DeliveryLine> sorted) throws IOException {
            FileChannel file = FileChannel.open(
                    Files.createTempFile("comity-verify", ".lines"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
            for (DeliveryLine line : sorted) {
                line.write(out);
            }
            out.flush();
            return new Run(file, sorted.size());
        }

        Lines source() throws IOException {
            file.position(0);
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
            int[] left = {count};
            return () -> left[0]-- > 0 ? DeliveryLine.read(in) : null;
        }
    }

    @Override
    public void close() throws IOException {
        for (Run run : runs) {
            run.file().close();
        }
    }
}
