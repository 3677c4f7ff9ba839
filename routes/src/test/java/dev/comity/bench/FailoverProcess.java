package dev.comity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One {@code comity} command in a process of its own, that is stopped in order or killed. */
final class FailoverProcess {

    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 60;

    private final Process process;

    private FailoverProcess(Process process) {
        this.process = process;
    }

    /**
     * Returns once it has printed a word.
     *
     * @param out gets what it prints
     * @throws IOException if it does not within its time
     */
    static FailoverProcess start(List<String> arguments, Map<String, String> environment, Path out, String word)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
        builder.environment().putAll(environment);
        String before = Files.exists(out) ? Files.readString(out) : "";
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < until) {
            if (Files.readString(out).substring(before.length()).contains(word)) {
                return new FailoverProcess(process);
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("it did not say '" + word + "'; what it said is in " + out);
    }

    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                "-Dcomity.home=" + System.getProperty("comity.home"),
                "-cp",
                System.getProperty("comity.libraries"),
                "dev.comity.cli.Comity"));
        command.addAll(arguments);
        return command;
    }

    /** kill -9. @throws IllegalStateException if it had ended by itself: then this was no kill */
    void kill() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("it had ended by itself, with " + process.exitValue());
        }
        process.destroyForcibly();
        process.waitFor();
    }

    /** In order. @return its exit code */
    int stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it did not stop");
        }
        return process.exitValue();
    }
}
