package dev.comity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process has used so far, as Linux counts it.
 *
 * @param cpuMillis of all its threads, those that have ended too
 * @param threadMillis CPU time of the threads that there are, by what they do
 * @param openFiles descriptors
 * @param threads that there are
 * @param residentBytes of memory
 */
record ProcessUse(long cpuMillis, Map<String, Long> threadMillis, long openFiles, long threads, long residentBytes) {

    private static final long TICK_MILLIS = 10;
    private static final long PAGE_BYTES = 4_096;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int RESIDENT_PAGES = 21;

    ProcessUse {
        threadMillis = Map.copyOf(threadMillis);
    }

    /** @throws IOException where there is no such process, or no {@code /proc} */
    static ProcessUse of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String[] stat = stat(process.resolve("stat"));
        Map<String, Long> threads = new TreeMap<>();
        int count = 0;
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (Path task : tasks.toList()) {
                count++;
                addThread(task, threads);
            }
        }
        return new ProcessUse(
                millis(stat),
                threads,
                count(process.resolve("fd")),
                count,
                Long.parseLong(stat[RESIDENT_PAGES]) * PAGE_BYTES);
    }

    private static void addThread(Path task, Map<String, Long> threads) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            threads.merge(doing(name), millis(stat(task.resolve("stat"))), Long::sum);
        } catch (IOException e) {
            // It ended in this moment; the process's own time holds what it used.
        }
    }

    /** Names of threads are cut off at 15 characters. */
    private static String doing(String name) {
        if (name.startsWith("comity-") || name.equals("exchange-log")) {
            return name.replaceFirst("^(comity-batch).*", "$1").replaceFirst("^(comity-spread).*", "$1");
        }
        if (name.matches("(C1|C2|Sweeper).*")) {
            return "compiler";
        }
        if (name.matches("(GC|G1|VM Thread|Shenandoah|Z[A-Z]).*")) {
            return "collector";
        }
        if (name.contains("(Acti") || name.contains("(acti") || name.startsWith("Thread-")) {
            return "broker";
        }
        return "other";
    }

    /** The fields after the name, which may hold anything. */
    private static String[] stat(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.lastIndexOf(')') + 2).strip().split(" ");
    }

    private static long millis(String[] stat) {
        return (Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM])) * TICK_MILLIS;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
