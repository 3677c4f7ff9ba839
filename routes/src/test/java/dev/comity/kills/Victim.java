package dev.comity.kills;

import dev.comity.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One agency: started, killed at the place that its plan says, and started again, until enough are dead. */
final class Victim {

    private static final long LONGEST_MILLIS = 60_000;
    private static final long START_MILLIS = 90_000;
    /** What a killed process had sent to its own system is done by then. */
    private static final long SETTLING_MILLIS = 250;

    private final String agency;
    private final KillCity city;
    private final OwnSystems systems;
    private final KillPlan plan;
    private final List<String> options;
    private final Map<FaultPoint, Integer> killedAt = new TreeMap<>();
    private final Map<String, Integer> unknown = new HashMap<>();
    private int atAnyMoment;
    private int notReached;
    private Started running;

    Victim(String agency, KillCity city, OwnSystems systems, long seed, List<String> options) {
        this.agency = agency;
        this.city = city;
        this.systems = systems;
        this.plan = new KillPlan(agency.equals(KillCity.PROVIDER), seed);
        this.options = List.copyOf(options);
    }

    String agency() {
        return agency;
    }

    /** Kills it until the count is down. Not running afterwards. */
    void die(AtomicInteger left) throws Exception {
        while (left.getAndDecrement() > 0) {
            KillPlan.Kill kill = plan.next();
            long startedAt = System.nanoTime();
            boolean reached = dieOnce(kill);
            System.out.printf(
                    "%-14s killed after %4.1f s: %s%s%n",
                    agency, (System.nanoTime() - startedAt) / 1e9, kill, reached ? "" : ", which was not reached");
            note(kill, reached);
        }
    }

    private boolean dieOnce(KillPlan.Kill kill) throws Exception {
        boolean reached = true;
        if (kill.point().isPresent()) {
            start(List.of(kill.property()), line -> line.startsWith("fault point "));
            reached = running.says(LONGEST_MILLIS);
        } else {
            start(List.of(), line -> false);
            Thread.sleep(kill.millis());
        }
        running.kill();
        Thread.sleep(SETTLING_MILLIS);
        return reached;
    }

    private void note(KillPlan.Kill kill, boolean reached) throws SQLException {
        if (!reached) {
            notReached++;
        } else if (kill.point().isPresent()) {
            killedAt.merge(kill.point().get(), 1, Integer::sum);
        } else {
            atAnyMoment++;
        }
        if (!agency.equals(KillCity.PROVIDER)) {
            noteUnknown();
        }
    }

    /** What its system has and its inbox does not know of will be handed over once more: that is no fault, and the only case. */
    private void noteUnknown() throws SQLException {
        Set<String> inbox = new HashSet<>();
        String url = "jdbc:h2:file:%s;ACCESS_MODE_DATA=r;IFEXISTS=TRUE"
                .formatted(city.folder(agency).resolve("agency").toAbsolutePath());
        try (Connection connection = DriverManager.getConnection(url, "agency", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select delivery from inbox")) {
            while (row.next()) {
                inbox.add(row.getString(1));
            }
        } catch (SQLException e) {
            // It was killed before it made its database: then it knows of nothing.
            if (!inbox.isEmpty() || systems.arrived(agency) > 0) {
                throw e;
            }
        }
        systems.deliveries(agency).stream()
                .filter(delivery -> !inbox.contains(delivery))
                .forEach(delivery -> unknown.merge(delivery, 1, Integer::sum));
    }

    private void start(List<String> fault, java.util.function.Predicate<String> wanted) throws IOException {
        List<String> all = new java.util.ArrayList<>(options);
        all.addAll(fault);
        Path output = city.data().resolveSibling(agency + ".out");
        running = Started.start(
                all, List.of("agency", "run", "--config", city.folder(agency).toString()), wanted, output);
    }

    /** Runs it without any fault, until it is stopped. @return whether it is ready */
    boolean live() throws Exception {
        start(List.of(), line -> line.startsWith("Ready"));
        return running.says(START_MILLIS);
    }

    void stop() throws InterruptedException {
        running.stop();
    }

    /** How often a delivery may have been handed over. */
    int allowed(String delivery) {
        return 1 + unknown.getOrDefault(delivery, 0);
    }

    int kills() {
        return notReached
                + atAnyMoment
                + killedAt.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The points of its plan at which it never died. */
    List<FaultPoint> missed() {
        return plan.points().stream()
                .filter(point -> !killedAt.containsKey(point))
                .toList();
    }

    String told() {
        return "%s: %d kills, %d at any moment, %d before the point was reached, at points %s"
                .formatted(agency, kills(), atAnyMoment, notReached, killedAt);
    }
}
