package dev.comity.kills;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of Comity that this program started, and which it alone kills. */
final class Started {

    /** Exit code of a process that signal 9 ended. */
    static final int KILLED = 137;

    private final Process process;
    private final CountDownLatch said = new CountDownLatch(1);

    private Started(Process process) {
        this.process = process;
    }

    /** @param options for the JVM @param wanted the line that {@link #says} waits for @param output gets every line */
    static Started start(List<String> options, List<String> arguments, Predicate<String> wanted, Path output)
            throws IOException {
        Process process = new ProcessBuilder(command(options, arguments))
                .redirectErrorStream(true)
                .start();
        Started started = new Started(process);
        Thread reader = new Thread(() -> started.read(wanted, output), "output of " + arguments);
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return started;
    }

    /** Runs a command that ends by itself. @param output holds what it printed @return its exit code */
    static int run(List<String> arguments, Path output) throws IOException, InterruptedException {
        return new ProcessBuilder(command(List.of(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
    }

    private static List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                "-Djava.awt.headless=true",
                "-Dcomity.home=" + System.getProperty("comity.home")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("comity.libraries"), "dev.comity.cli.Comity"));
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    /** Archives classes. @return whether the JVM made an archive of them */
    static boolean archive(Path listed, Path archive) throws IOException, InterruptedException {
        return new ProcessBuilder(
                                java(),
                                "-Xshare:dump",
                                "-XX:+UseSerialGC",
                                "-XX:SharedClassListFile=" + listed,
                                "-XX:SharedArchiveFile=" + archive,
                                "-cp",
                                System.getProperty("comity.libraries"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void read(Predicate<String> wanted, Path output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter to = new PrintWriter(
                        Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                to.println(line);
                to.flush();
                if (wanted.test(line)) {
                    said.countDown();
                }
            }
        } catch (IOException e) {
            // A killed process closes its end; what it had said counts.
        }
    }

    /** Waits for the line. @return whether it came before the time was over or the process ended */
    boolean says(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            if (said.await(50, TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (!process.isAlive()) {
                return false;
            }
        }
        return false;
    }

    /** kill -9. @throws IllegalStateException if it had ended by itself: then this was no kill */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int code = process.waitFor();
        if (code != KILLED) {
            throw new IllegalStateException("a process was to be killed, and had ended with " + code);
        }
    }

    /** Asks it to stop in order. @throws IllegalStateException if it does not within a minute, or ends badly */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("a process did not stop in order");
        }
    }

    boolean runs() {
        return process.isAlive();
    }
}
