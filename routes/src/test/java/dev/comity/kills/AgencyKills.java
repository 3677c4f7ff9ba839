package dev.comity.kills;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Kills agencies at every step, and then says whether each record of the source is in each consumer's table exactly once. */
@Command(name = "agency-kills", mixinStandardHelpOptions = true)
final class AgencyKills implements Callable<Integer> {

    /** What lives for seconds ends before the optimising compiler pays for itself. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

    private static final int PATIENCE_SECONDS = 240;
    private static final int WORTH_AN_ARCHIVE = 40;
    private static final int REFUSING_RECORDS = 60;
    private static final int MOST_WAITING = 3_000;

    @Parameters(index = "0", description = "An empty folder, or one that is not there.")
    private Path work;

    @Parameters(index = "1", description = "How many kills in all.")
    private int kills;

    @Option(names = "--seed", description = "Of the plan of kills; default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(names = "--rate", description = "Changes a second in the provider's system; default: ${DEFAULT-VALUE}.")
    private int rate = 20;

    @Option(names = "--hub-down", description = "Seconds for which the hub is dead after the kills; default: none.")
    private int hubDown;

    private KillCity city;
    private OwnSystems systems;
    private Started hub;
    private volatile boolean hubAway;
    private final AtomicInteger feeding = new AtomicInteger(1);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AgencyKills()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.printf("%d kills, seed %d, in %s%n", kills, seed, work.toAbsolutePath());
        Path program = Path.of(System.getProperty("comity.home"));
        city = new KillCity(program, work.toAbsolutePath(), List.of("housing", "transport"));
        Files.createDirectories(work);
        try (OwnSystems own = OwnSystems.start(seed, city.consumers())) {
            systems = own;
            city.make(own.url());
            hub = city.startHub();
            return run();
        }
    }

    private int run() throws Exception {
        long startedAt = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> feeder = threads.submit(this::feed);
            List<String> options = archive();
            List<Victim> victims = victims(options);
            killAll(threads, victims);
            System.out.printf("the kills took %.0f s%n", (System.nanoTime() - startedAt) / 1e9);
            for (Victim victim : victims) {
                if (!victim.live()) {
                    throw new IllegalStateException(victim.agency() + " is not ready after the last kill");
                }
            }
            killHub();
            List<String> overtaken = refuse();
            feeding.set(0);
            feeder.get();
            settle();
            for (Victim victim : victims) {
                victim.stop();
            }
            hub.stop();
            return conclude(victims, overtaken, startedAt);
        } finally {
            threads.shutdownNow();
        }
    }

    private void feed() {
        try {
            while (feeding.get() > 0) {
                // A machine that is slow kills for longer: what is under way stays as much as is carried in a few
                // minutes.
                if (hubAway || late() < MOST_WAITING) {
                    systems.change(Math.max(1, rate / 5));
                }
                Thread.sleep(200);
            }
        } catch (Exception e) {
            throw new IllegalStateException("the provider's system failed", e);
        }
    }

    /** One orderly run lists the classes of an agency; where they are archived, each start takes a fifth less. */
    private List<String> archive() throws Exception {
        if (kills < WORTH_AN_ARCHIVE) {
            return QUICK;
        }
        Path listed = work.resolve("agency.classes").toAbsolutePath();
        Victim first =
                new Victim(city.consumers().get(0), city, systems, seed, List.of("-XX:DumpLoadedClassList=" + listed));
        if (!first.live()) {
            throw new IllegalStateException("an agency does not start: see its .out file in " + work);
        }
        Thread.sleep(2_000);
        first.stop();
        // This JVM dies of an archive that holds lambdas.
        Files.write(
                listed,
                Files.readAllLines(listed).stream()
                        .filter(line -> !line.startsWith("@"))
                        .toList());
        Path archive = work.resolve("agency.jsa").toAbsolutePath();
        return Started.archive(listed, archive) ? List.of(QUICK.get(0), "-XX:SharedArchiveFile=" + archive) : QUICK;
    }

    private List<Victim> victims(List<String> options) {
        List<Victim> victims = new ArrayList<>();
        List<String> agencies = city.agencies();
        for (int i = 0; i < agencies.size(); i++) {
            victims.add(new Victim(agencies.get(i), city, systems, seed * 31 + i, options));
        }
        return victims;
    }

    private void killAll(ExecutorService threads, List<Victim> victims) throws Exception {
        AtomicInteger left = new AtomicInteger(kills);
        List<Future<?>> dying = new ArrayList<>();
        for (Victim victim : victims) {
            dying.add(threads.submit(() -> {
                victim.die(left);
                return null;
            }));
        }
        for (Future<?> one : dying) {
            one.get();
        }
    }

    private void killHub() throws Exception {
        if (hubDown > 0) {
            hub.kill();
            long before = systems.written();
            hubAway = true;
            System.out.printf("the hub was killed; it stays away for %d s%n", hubDown);
            Thread.sleep(hubDown * 1_000L);
            System.out.printf("%,d records came meanwhile%n", systems.written() - before);
            hubAway = false;
            hub = city.startHub();
        }
    }

    /** One system refuses what is about one thing: only that waits. @return what is wrong */
    private List<String> refuse() throws Exception {
        String consumer = city.consumers().get(1);
        String transaction = systems.refuse(consumer);
        long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        long had = about(consumer, transaction);
        long others = systems.arrived(consumer) - had;
        int changed = systems.changesOf(transaction);
        boolean wentOn = false;
        while (System.nanoTime() < until && !(wentOn && systems.changesOf(transaction) > changed + 2)) {
            Thread.sleep(250);
            wentOn = systems.arrived(consumer) - had > others + REFUSING_RECORDS;
        }
        long stayed = about(consumer, transaction) - had;
        systems.takeAgain(consumer);
        System.out.printf(
                "%s refused what is about one transaction: %d of it came, others %s%n",
                consumer, stayed, wentOn ? "went on" : "stood still");
        return wentOn && stayed == 0 ? List.of() : List.of(consumer + " did not go on behind what its system refused");
    }

    private long about(String consumer, String transaction) throws Exception {
        return systems.arrivals(consumer).stream()
                .filter(arrival -> arrival.transaction().equals(transaction))
                .count();
    }

    /** Records that a consumer does not have yet. */
    private long late() throws Exception {
        long late = 0;
        for (String consumer : city.consumers()) {
            late = Math.max(late, systems.written() - systems.arrived(consumer));
        }
        return late;
    }

    /** Waits until everybody has everything, or nothing comes any more, and a little for the last acknowledgements. */
    private void settle() throws Exception {
        long fewest = Long.MAX_VALUE;
        long until = 0;
        for (long open = open(); open > 0 && (open < fewest || System.nanoTime() < until); open = open()) {
            if (open < fewest) {
                fewest = open;
                until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
            }
            Thread.sleep(250);
        }
        Thread.sleep(3_000);
    }

    /** Records that a consumer does not have, and receipts that the provider does not have. */
    private long open() throws Exception {
        return late() + systems.written() - city.receipts();
    }

    private int conclude(List<Victim> victims, List<String> overtaken, long startedAt) throws Exception {
        victims.forEach(victim -> System.out.println(victim.told()));
        List<String> wrong = Findings.of(city, systems, victims);
        wrong.addAll(overtaken);
        for (Victim victim : victims) {
            if (kills >= 4 * victims.size() * victim.missed().size()
                    && !victim.missed().isEmpty()) {
                wrong.add(victim.agency() + " was never killed at " + victim.missed());
            }
        }
        wrong.stream().limit(40).forEach(line -> System.out.println("WRONG " + line));
        System.out.printf(
                "%d kills, %,d records, %.0f s: %s%n",
                victims.stream().mapToInt(Victim::kills).sum(),
                systems.written(),
                (System.nanoTime() - startedAt) / 1e9,
                wrong.isEmpty() ? "every record arrived once, in order" : wrong.size() + " things are wrong");
        return wrong.isEmpty() ? 0 : 1;
    }
}
