package dev.comity.chaos;

import dev.comity.control.ControlClient;
import dev.comity.disk.DurableFile;
import dev.comity.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One installation: its three processes live and are killed, until it is enough; then everything must come to its end. */
final class Lane {

    private static final long POLL_MILLIS = 20;
    private static final Duration STUCK = Duration.ofSeconds(20);
    private static final Duration NO_START = Duration.ofSeconds(150);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int VERIFY_EVERY = 25;
    private static final int SHARES = 20;
    private static final int OF_THE_HUB = 15;
    private static final int BOTH_IN = 10;
    private static final int RECORDS_AT_ONCE = 3;
    /** Whoever stands here has noted all that it has handed over. */
    private static final Set<FaultPoint> KNOWING = EnumSet.range(FaultPoint.AGENCY_NOTED, FaultPoint.AGENCY_MARKED);

    private final ChaosPlan plan;
    private final Runnable progress;
    private final Bed bed;
    private final Random random;
    private final Seen seen;
    private final Logged log;
    private final Map<Side.Who, Side> sides = new EnumMap<>(Side.Who.class);
    private final SortedMap<String, Integer> byPoint = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> knowing = new HashSet<>();
    private final long startedAt = System.nanoTime();
    private int kills;
    private int hubKills;

    private Lane(ChaosPlan plan, Runnable progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.bed = Bed.make(plan, Instant.now());
        this.random = new Random(plan.seed());
        this.seen = new Seen(bed.data().log(), bed.trust());
        this.log = new Logged(bed.data().log());
        for (Side.Who who : Side.Who.values()) {
            sides.put(who, new Side(who, bed, plan.folder(), Deck.of(who, plan)));
        }
    }

    /** @param progress is told of each kill */
    static ChaosResult run(ChaosPlan plan, Runnable progress) throws Exception {
        return new Lane(plan, progress).run();
    }

    private ChaosResult run() throws Exception {
        try (Tap tap = Tap.start(bed)) {
            Feeder feeder = Feeder.start(bed.source(), RECORDS_AT_ONCE);
            try {
                for (Side side : sides.values()) {
                    side.startNext();
                }
                while (kills < plan.kills() && problems.isEmpty()) {
                    round();
                }
                feeder.close();
                settle(feeder, tap);
            } finally {
                for (Side side : sides.values()) {
                    side.kill();
                }
            }
            return result(feeder, tap);
        }
    }

    private void round() throws Exception {
        Side victim = awaitEnd(sides.get(drawn()));
        kill(victim);
        boolean both = random.nextInt(BOTH_IN) == 0;
        if (both && kills < plan.kills()) {
            Side other = sides.get(victim.who() == Side.Who.HUB ? agency() : Side.Who.HUB);
            kill(other);
            other.startNext();
        }
        victim.startNext();
    }

    private Side.Who drawn() {
        return random.nextInt(SHARES) < OF_THE_HUB ? Side.Who.HUB : agency();
    }

    private Side.Who agency() {
        return random.nextBoolean() ? Side.Who.PROVIDER : Side.Who.CONSUMER;
    }

    /** @return the one whose turn it was, or another that stands still meanwhile: nothing flows until it is started again */
    private Side awaitEnd(Side drawn) throws Exception {
        while (!isStuck(drawn.program())) {
            for (Side side : sides.values()) {
                side.look();
                if (side.program().ended().isPresent()) {
                    problems.add("%s ended by itself with %d"
                            .formatted(side.who(), side.program().ended().get()));
                    return side;
                }
                if (side.program().reached().isPresent() || side == drawn && side.isDue()) {
                    return side;
                }
                if (side.takeReload()) {
                    reload();
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
        return drawn;
    }

    /** Its point may be one that does not come: then it is killed where it is. */
    private static boolean isStuck(Program program) {
        return program.isReady()
                ? program.sinceReady().compareTo(STUCK) > 0
                : program.age().compareTo(NO_START) > 0;
    }

    /** A change that changes nothing but the digest: the hub logs it all the same. */
    private void reload() throws IOException {
        Path file = bed.data().config().resolve("hub.yaml");
        String text = Files.readString(file).replaceAll("(?m)^# changed .*\n", "");
        DurableFile.write(file, text + "# changed %d\n".formatted(kills));
        Thread asking = new Thread(
                () -> {
                    try {
                        ControlClient.ask(bed.data().root(), "reload");
                    } catch (IOException killed) {
                        // That is what it is asked for.
                    }
                },
                "chaos-reload");
        asking.setDaemon(true);
        asking.start();
    }

    private void kill(Side side) throws Exception {
        String where = side.kill();
        if (side.who() == Side.Who.CONSUMER
                && side.program().reached().filter(KNOWING::contains).isPresent()) {
            knowing.add(Integer.toString(side.starts()));
        }
        byPoint.merge(side.who().name().toLowerCase(java.util.Locale.ROOT) + " at " + where, 1, Integer::sum);
        kills++;
        progress.run();
        if (side.who() == Side.Who.HUB) {
            seen.collect();
            if (++hubKills % VERIFY_EVERY == 0) {
                problems.addAll(seen.problems());
            }
        }
    }

    /** Everybody once more, without an end: what is under way must come to its end now. */
    private void settle(Feeder feeder, Tap tap) throws Exception {
        for (Side side : sides.values()) {
            side.kill();
            if (side.who() == Side.Who.HUB) {
                seen.collect();
            }
            side.start(Life.LONG);
        }
        Duration startBy = took().plus(NO_START);
        long progressed = -1;
        long since = System.nanoTime();
        Account account = account(feeder, tap);
        while (!account.isComplete() && System.nanoTime() - since < PATIENCE.toNanos()) {
            boolean starting =
                    sides.values().stream().anyMatch(side -> !side.program().isReady());
            if (starting && took().compareTo(startBy) < 0 || account.progress() != progressed) {
                progressed = account.progress();
                since = System.nanoTime();
            }
            Thread.sleep(POLL_MILLIS * 10);
            account = account(feeder, tap);
        }
        for (Side.Who who : List.of(Side.Who.PROVIDER, Side.Who.CONSUMER, Side.Who.HUB)) {
            stop(sides.get(who));
        }
    }

    private void stop(Side side) throws InterruptedException {
        side.look();
        var code = side.program().stop();
        if (code.isEmpty() || code.get() != 0) {
            problems.add("%s did not stop in order: %s".formatted(side.who(), code));
        }
    }

    private Account account(Feeder feeder, Tap tap) throws IOException {
        log.readOn();
        return new Account(feeder.given(), bed.handOvers().lines(), knowing, tap.taken(), tap.again(), log);
    }

    private ChaosResult result(Feeder feeder, Tap tap) throws Exception {
        Account account = account(feeder, tap);
        problems.addAll(seen.problems());
        problems.addAll(Aftermath.problems(bed, account));
        SortedMap<String, Long> peaks = new TreeMap<>();
        sides.forEach(
                (who, side) -> peaks.put(who.name().toLowerCase(java.util.Locale.ROOT), side.peakKilobytes() / 1024));
        return new ChaosResult(
                plan.seed(),
                kills,
                byPoint,
                notReached(),
                account.given().size(),
                log.entries(),
                List.copyOf(account.lost()),
                List.copyOf(account.doubled()),
                List.copyOf(account.unlogged()),
                List.copyOf(problems),
                peaks,
                sides.values().stream().map(Side::cpu).reduce(Duration.ZERO, Duration::plus),
                sides.get(Side.Who.HUB).usualStart(),
                took());
    }

    private List<String> notReached() {
        List<String> missed = new ArrayList<>(FaultPoint.labels());
        byPoint.keySet().forEach(where -> missed.remove(where.replaceAll(".* at ", "")));
        return missed;
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }
}
