package dev.comity.bench;

import dev.comity.client.HubEndpoint;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.VerifierKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A live broker, its backup and two hub nodes, each a process of its own, under load. The live broker is killed; then a node, which comes
 * back; then the broker that took over, with none behind it, which is started again. At the end every delivery must be there, in order,
 * and both logs must verify together.
 */
public final class Failover {

    private static final List<String> NODES = List.of("1", "2");
    private static final int PROVIDERS = 4;
    private static final double RATE = 15;
    private static final long UNDISTURBED = 5_000;
    private static final long AFTER_KILL = 2_000;
    private static final long LONGEST_WAIT = 90_000;
    private static final long SECONDS_AFTER = 4;

    private final Path folder;
    private final Installation installation;
    private final int[] ports;
    private final FailoverTally tally = new FailoverTally();
    private final Map<String, FailoverProcess> nodes = new HashMap<>();
    private final List<Kill> kills = new ArrayList<>();

    /** @param moment of {@link System#nanoTime} */
    private record Kill(String what, long moment) {}

    private Failover(Path folder, Installation installation) throws IOException {
        this.folder = folder;
        this.installation = installation;
        this.ports = freePorts();
    }

    /** @param arguments an empty or missing folder, and how many records each of four providers sends */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_500;
        BenchPlan plan = new BenchPlan(
                records,
                0,
                PROVIDERS,
                3,
                20,
                RecordSizes.parse(Integer.toString(RecordSizes.USUAL_BYTES)),
                100,
                "",
                false,
                1,
                OptionalInt.empty());
        Installation made = Installation.make(folder, Path.of(System.getProperty("comity.home")), plan, Instant.now());
        boolean holds = false;
        try {
            holds = new Failover(folder, made).run();
        } catch (Exception e) {
            say("failed: " + e);
        }
        // Ends the processes too.
        System.exit(holds ? 0 : 1);
    }

    private boolean run() throws Exception {
        trustBothLogs();
        Path endpoint = endpoint();
        FailoverProcess live = broker(0, List.of(), "Ready");
        FailoverProcess backup = broker(1, List.of("--backup"), "Waiting");
        for (String node : NODES) {
            copyFor(node);
            nodes.put(node, node(node));
        }
        try (FailoverTraffic traffic = new FailoverTraffic(installation, endpoint, tally)) {
            load(traffic);
            awaitFlow();
            kill("the live broker, its backup waiting", live);
            awaitFlow();
            kill("hub node 1", nodes.get("1"));
            // The other one alone, for everybody.
            awaitFlow();
            nodes.put("1", node("1"));
            awaitFlow();
            kill("the broker, none behind it", backup);
            live = broker(0, List.of(), "Ready");
            awaitAll();
        }
        say(tally.text());
        if (tally.lost() > 0) {
            say(tally.missing());
        }
        boolean holds = tally.holds() & killedUnderLoad();
        for (FailoverProcess node : nodes.values()) {
            node.stop();
        }
        live.stop();
        return verified() & holds;
    }

    /** Returns a while after deliveries of every provider come again; what was under way before may still arrive shortly after a kill. */
    private void awaitFlow() throws IOException, InterruptedException {
        Thread.sleep(AFTER_KILL);
        long since = System.nanoTime();
        while (!tally.allFlowedSince(since, PROVIDERS)) {
            if (System.nanoTime() - since > LONGEST_WAIT * 1_000_000) {
                throw new IOException("after the last kill nothing came of some provider; " + tally.text());
            }
            Thread.sleep(100);
        }
        Thread.sleep(UNDISTURBED);
    }

    private void kill(String what, FailoverProcess process) throws InterruptedException {
        kills.add(new Kill(what, System.nanoTime()));
        process.kill();
        say("killed: %s; %,d deliveries had come".formatted(what, tally.arrived()));
    }

    /** Says how long each kill was felt. A kill while nothing flowed, or after which nothing came, shows nothing. */
    private boolean killedUnderLoad() {
        boolean all = !kills.isEmpty();
        for (Kill kill : kills) {
            boolean flowed = tally.flowedAround(kill.moment(), 2);
            say("longest time without deliveries of a provider after %s: %,d ms%s"
                    .formatted(
                            kill.what(),
                            tally.pauseMillis(kill.moment(), SECONDS_AFTER),
                            flowed ? "" : "; it was not killed under load"));
            all &= flowed;
        }
        return all;
    }

    private void load(FailoverTraffic traffic) throws IOException {
        for (int p = 0; p < PROVIDERS; p++) {
            String provider = BenchPlan.provider(p);
            List<SealedRecord> records =
                    new RecordMaker(installation, p).make(installation.plan().records());
            for (int i = 0; i < records.size(); i++) {
                tally.expect(provider, i, records.get(i));
            }
            traffic.receive(provider);
            traffic.send(provider, records, RATE);
        }
        for (int c = 0; c < installation.plan().recipients(); c++) {
            traffic.receive(BenchPlan.consumer(c));
        }
    }

    private void awaitAll() throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT * 1_000_000;
        while (tally.lost() > 0 && System.nanoTime() < until) {
            Thread.sleep(100);
        }
    }

    private boolean verified() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify"));
        NODES.forEach(node -> arguments.add(data(node).resolve("log").toString()));
        arguments.addAll(
                List.of("--trust", installation.setting().data().trust().toString()));
        return new ProcessBuilder(FailoverProcess.command(arguments))
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    private FailoverProcess broker(int number, List<String> more, String word) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "broker",
                "run",
                "--data",
                installation.data().toString(),
                "--schemas",
                installation.schemas().toString(),
                "--port",
                Integer.toString(ports[number])));
        arguments.addAll(more);
        return FailoverProcess.start(
                arguments,
                Map.of("COMITY_CLUSTER_NODES", String.join(",", NODES)),
                folder.resolve("broker-" + (number + 1) + ".out"),
                word);
    }

    private FailoverProcess node(String node) throws Exception {
        return FailoverProcess.start(
                List.of(
                        "run",
                        "--data",
                        data(node).toString(),
                        "--schemas",
                        installation.schemas().toString()),
                Map.of(
                        "COMITY_BROKER_URL", "tcp://127.0.0.1:%d,tcp://127.0.0.1:%d".formatted(ports[0], ports[1]),
                        "COMITY_BROKER_PASSWORD_FILE",
                                installation
                                        .data()
                                        .resolve("hub/broker.password")
                                        .toString(),
                        "COMITY_CLUSTER_NODES", String.join(",", NODES),
                        "COMITY_CLUSTER_NODE", node),
                folder.resolve("node-" + node + ".out"),
                "Ready");
    }

    private Path data(String node) {
        return folder.resolve("node-" + node);
    }

    /** What a node starts from; agencies and users are not its own. */
    private void copyFor(String node) throws IOException {
        Path from = installation.data();
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(from.resolve("agencies"))
                            && (!file.startsWith(from.resolve("hub")) || file.startsWith(from.resolve("hub/keys"))))
                    .toList();
        }
        for (Path file : files) {
            Path copy = data(node).resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private void trustBothLogs() throws IOException {
        TrustAnchors one = installation.setting().trust();
        SigningKey key = SigningKey.read(installation.data().resolve("hub/keys/log.pem"));
        List<TrustAnchors.TrustedLog> logs = NODES.stream()
                .map(node -> one.logs().get(0).origin() + "/" + node)
                .map(origin ->
                        new TrustAnchors.TrustedLog(origin, VerifierKey.ofLog(origin, key.verificationKey()), "", 0))
                .toList();
        Files.writeString(
                installation.setting().data().trust(),
                new TrustAnchors(one.registrars(), logs, one.witnesses(), one.quorum(), one.hubs()).toYaml());
    }

    private Path endpoint() throws IOException {
        var json = Json.object().put("host", "127.0.0.1").put("port", ports[0]);
        json.putArray("backups").addObject().put("host", "127.0.0.1").put("port", ports[1]);
        Path file = Files.writeString(folder.resolve("endpoint.json"), Json.text(json));
        HubEndpoint.read(file);
        return file;
    }

    private static int[] freePorts() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
