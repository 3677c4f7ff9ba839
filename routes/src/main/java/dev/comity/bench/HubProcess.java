package dev.comity.bench;

import dev.comity.client.HubEndpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hub in a process of its own: {@code comity run} with the JVM options of this process, which the launcher makes the same
 * for both commands. What it prints is kept beside its data.
 */
final class HubProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;
    private static final Pattern OBSERVED = Pattern.compile("health on (http://127\\.0\\.0\\.1:\\d+/observe/)health");
    private static final Pattern METRIC = Pattern.compile("(?m)^([a-z_]+(?:\\{[^}]*})?) ([0-9.eE+-]+)$");

    private final Process process;
    private final HubEndpoint endpoint;
    private final URI metrics;
    private final HttpClient http = HttpClient.newHttpClient();

    private HubProcess(Process process, HubEndpoint endpoint, URI metrics) {
        this.process = process;
        this.endpoint = endpoint;
        this.metrics = metrics;
    }

    /**
     * Returns once it is ready.
     *
     * @throws IOException if it is not within its time; the message names the file with what it printed
     */
    static HubProcess start(Installation installation) throws IOException, InterruptedException {
        Path out = installation.data().resolveSibling("hub.out");
        ProcessBuilder builder = new ProcessBuilder(command(installation))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .put("COMITY_BATCH_SIZE", Integer.toString(installation.plan().batch()));
        Process process = builder.start();
        // Whatever becomes of this process, no hub of a benchmark stays behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long end = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher ready = OBSERVED.matcher(Files.readString(out));
            if (ready.find()) {
                HubEndpoint endpoint = HubEndpoint.read(installation.data().resolve("hub/endpoint.json"));
                return new HubProcess(process, endpoint, URI.create(ready.group(1) + "metrics"));
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroyForcibly();
        throw new IOException("the hub did not become ready; what it said is in " + out);
    }

    private static List<String> command(Installation installation) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (!installation.plan().engine().isEmpty()) {
            command.add("-Dcomity.crypto=" + installation.plan().engine());
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.comity.cli.Comity",
                "run",
                "--data",
                installation.data().toString(),
                "--schemas",
                installation.schemas().toString()));
        return command;
    }

    HubEndpoint endpoint() {
        return endpoint;
    }

    long pid() {
        return process.pid();
    }

    ProcessUse use() throws IOException {
        return ProcessUse.of(process.pid());
    }

    /** What the hub says about itself: name, with labels, and value. */
    Map<String, Double> metrics() throws IOException, InterruptedException {
        String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, Double> values = new TreeMap<>();
        Matcher line = METRIC.matcher(text);
        while (line.find()) {
            values.put(line.group(1), Double.parseDouble(line.group(2)));
        }
        return values;
    }

    /** Waits until search index and evidence have everything that was delivered: their work counts as well. */
    void awaitProjections() throws IOException, InterruptedException {
        long end = System.nanoTime() + STOP.toNanos();
        while (metrics().getOrDefault("comity_index_lag_entries", 0.0) > 0) {
            if (System.nanoTime() > end) {
                throw new IOException("the search index stays behind the log");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Stops it in order. @throws IOException if it does not stop, or not with 0 */
    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the hub did not stop");
        }
        if (process.exitValue() != 0) {
            throw new IOException("the hub ended with " + process.exitValue());
        }
    }
}
