package dev.comity.chaos;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The provider's own system: a few new transfers every moment, in files that grow as a whole. Some stand there twice, as when a
 * clerk exports once more.
 */
final class Feeder implements AutoCloseable {

    private static final int LINES_A_FILE = 60;
    private static final long EVERY_MILLIS = 600;
    private static final int REPEATED_EVERY = 40;

    private final Path folder;
    private final int atOnce;
    private final Set<String> given = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "chaos-feeder");
    private volatile boolean running = true;
    private volatile IOException failure;
    private int file;

    private Feeder(Path folder, int atOnce) {
        this.folder = folder;
        this.atOnce = atOnce;
        thread.setDaemon(true);
    }

    /** @param atOnce new records every moment */
    static Feeder start(Path folder, int atOnce) {
        Feeder feeder = new Feeder(folder, atOnce);
        feeder.thread.start();
        return feeder;
    }

    private void run() {
        try {
            while (running) {
                more();
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void more() throws IOException {
        for (int i = 0; i < atOnce; i++) {
            String transaction = "0f000000-0000-4000-8000-%012x".formatted(given.size());
            String line = line(transaction, given.size());
            lines.add(line);
            if (given.size() % REPEATED_EVERY == REPEATED_EVERY - 1) {
                lines.add(line);
            }
            given.add(transaction);
        }
        DurableFile.write(folder.resolve("%05d_2025.csv".formatted(file)), String.join("", lines));
        if (lines.size() >= LINES_A_FILE) {
            lines.clear();
            file++;
        }
    }

    private static String line(String transaction, int number) {
        return ("\"{%s}\",\"%d\",\"2025-%02d-%02d 00:00\",\"ZZ%d 1ZZ\",\"T\",\"N\",\"F\",\"%d\",\"\",\"EXAMPLE STREET\",\"\","
                        + "\"SAMPLETON\",\"SAMPLE DISTRICT\",\"SAMPLESHIRE\",\"A\",\"A\"%n")
                .formatted(
                        transaction.toUpperCase(java.util.Locale.ROOT),
                        100_000 + number,
                        1 + number % 12,
                        1 + number % 28,
                        1 + number % 9,
                        number);
    }

    /** Transaction ids of everything that was given so far. */
    synchronized Set<String> given() {
        return new LinkedHashSet<>(given);
    }

    /** Nothing new is given any more. @throws IOException if giving failed earlier */
    @Override
    public void close() throws IOException, InterruptedException {
        running = false;
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }
}
