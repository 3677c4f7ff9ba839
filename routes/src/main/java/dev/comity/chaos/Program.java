package dev.comity.chaos;

import dev.comity.fault.FaultPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One start of a hub or an agency's side, in a process of its own. What it prints is kept in a file. */
final class Program {

    private static final Pattern REACHED = Pattern.compile("fault point ([a-z-]+) reached");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Duration STOP = Duration.ofSeconds(90);

    private final Process process;
    private final Life life;
    private final long startedAt = System.nanoTime();
    private final Thread reader;
    private volatile long readyAt;
    private volatile FaultPoint reached;

    private Program(Process process, Life life, Path printed) {
        this.process = process;
        this.life = life;
        this.reader = new Thread(() -> read(printed), "chaos-reader");
        reader.setDaemon(true);
    }

    /**
     * @param home of the program: where its record types are
     * @param arguments of the command line
     * @param printed file that gets what it prints, after what earlier ones printed
     */
    static Program start(Path home, Life life, Path printed, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        // Lives are short: the optimising compiler would never pay.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.add("-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true");
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-Dcomity.home=" + home));
        life.option().ifPresent(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.comity.cli.Comity"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Whatever becomes of this process, none of those it started stays behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Program program = new Program(process, life, printed);
        program.reader.start();
        return program;
    }

    private void read(Path printed) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                var kept = Files.newBufferedWriter(printed, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                kept.write(line + "\n");
                Matcher standing = REACHED.matcher(line);
                if (line.startsWith("Ready")) {
                    readyAt = System.nanoTime();
                } else if (standing.find()) {
                    reached = FaultPoint.of(standing.group(1)).orElseThrow();
                }
            }
        } catch (IOException killed) {
            // Its streams end with it.
        }
    }

    Life life() {
        return life;
    }

    boolean isReady() {
        return readyAt != 0;
    }

    /** How long it took to become ready. */
    Duration start() {
        return Duration.ofNanos(readyAt - startedAt);
    }

    Duration sinceReady() {
        return Duration.ofNanos(System.nanoTime() - readyAt);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** Where it stands still, if it does. */
    Optional<FaultPoint> reached() {
        return Optional.ofNullable(reached);
    }

    /** The code that it ended with, if it has ended. */
    Optional<Integer> ended() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** The most memory that it ever had, in kB, as the system counts it; empty where it has ended. */
    OptionalLong peak() {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return peak.find() ? OptionalLong.of(Long.parseLong(peak.group(1))) : OptionalLong.empty();
        } catch (IOException ended) {
            return OptionalLong.empty();
        }
    }

    /** CPU time that it has used; nothing where it has ended. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** SIGTERM. @return its exit code; empty if it had to be killed after all */
    Optional<Integer> stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            return Optional.empty();
        }
        reader.join();
        return Optional.of(process.exitValue());
    }
}
