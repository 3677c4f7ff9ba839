package dev.comity.hub;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.batch.Unavailable;
import dev.comity.budget.Budgets;
import dev.comity.config.Configuration;
import dev.comity.config.HubSettings;
import dev.comity.directory.Directory;
import dev.comity.fault.FaultPoint;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules into force: at the start, and in place of others while records flow. Everything that can fail is done before the
 * change, so that it happens as a whole or not at all.
 */
final class RuleChange {

    private static final Logger LOG = LoggerFactory.getLogger(RuleChange.class);

    private final KeptBundles bundles;
    private final KeptStatements statements;
    private final ExchangeLog exchangeLog;
    private final ExchangeState state;
    private final Budgets budgets;
    private final Clock clock;
    private volatile Optional<Governed> governed = Optional.empty();

    /** What changes when rules change. */
    private record Governed(Stages stages, Journeys journeys) {}

    RuleChange(Path data, ExchangeLog exchangeLog, ExchangeState state, Budgets budgets, Clock clock) {
        this.bundles = new KeptBundles(data.resolve("log"));
        this.statements = new KeptStatements(data.resolve("log"));
        this.exchangeLog = exchangeLog;
        this.state = state;
        this.budgets = budgets;
        this.clock = clock;
    }

    /** Rules from a configuration: what both agencies signed, and nothing that the log says was overtaken or withdrawn. */
    Rules rules(Configuration configuration, Directory directory) {
        AgreementsInForce agreements =
                AgreementsInForce.of(configuration, directory, clock.instant(), state.agreements());
        agreements
                .notInForce()
                .forEach(not -> LOG.warn(
                        "{} is not in force and releases nothing: {}",
                        not.agreement().place(),
                        not.reason()));
        return new Rules(configuration, directory, agreements, exchangeLog, state, budgets, clock);
    }

    /** Returns once everything that an entry will name is durable. */
    void keep(Rules next) throws IOException {
        bundles.keep(next.configuration().bundle());
        statements.keep(next.directory().agencies().values());
    }

    /** From here on changes are changes of these stages, and newcomers get their journey. */
    void govern(Stages stages, Journeys journeys) {
        governed = Optional.of(new Governed(stages, journeys));
    }

    /** @throws IllegalStateException before the journeys begin */
    Rules current() {
        return governed.orElseThrow(() -> new IllegalStateException("the hub is not ready yet"))
                .stages()
                .rules();
    }

    /** One change at a time. */
    synchronized AgreementsInForce change(Configuration configuration, Directory directory)
            throws ReloadRefused, IOException {
        List<Problem> problems = new ArrayList<>();
        if (governed.isEmpty()) {
            throw new ReloadRefused(
                    List.of(Problem.error("hub", 0, 0, "the hub is waiting for its witnesses and is not ready yet")));
        }
        fixed(current().configuration(), configuration, problems);
        Rules next = rules(configuration, directory);
        problems.addAll(next.agreements().interruptions(current().agreements(), agreement -> true));
        if (!problems.isEmpty()) {
            throw new ReloadRefused(problems.stream().sorted().toList());
        }
        Set<String> newcomers = new TreeSet<>(configuration.agencies().keySet());
        newcomers.removeAll(current().configuration().agencies().keySet());
        Journeys journeys = governed.get().journeys();
        journeys.prepare(newcomers);
        keep(next);
        FaultPoint.RULES_KEPT.reach();
        try {
            governed.get().stages().change(next);
        } catch (Unavailable e) {
            throw new IOException(e.getMessage(), e);
        }
        begin(journeys, newcomers);
        LOG.info(
                "Configuration {} is in force: {} agreements",
                configuration.digest(),
                next.agreements().all().size());
        return next.agreements();
    }

    private static void begin(Journeys journeys, Set<String> newcomers) throws IOException {
        try {
            journeys.begin(newcomers);
        } catch (Exception e) {
            throw new IOException(
                    "the configuration is in force, but the journeys of " + newcomers
                            + " did not begin: start the hub anew (" + e.getMessage() + ")",
                    e);
        }
        if (!newcomers.isEmpty()) {
            LOG.info("New agencies: {}", newcomers);
        }
    }

    /** What the broker, the log and the routes were made for cannot change while they run. */
    private static void fixed(Configuration now, Configuration next, List<Problem> problems) {
        HubSettings old = now.hub();
        HubSettings fresh = next.hub();
        require(old.id().equals(fresh.id()), "hub.yaml", "'id'", problems);
        require(old.origin().equals(fresh.origin()), "hub.yaml", "'origin'", problems);
        require(old.zone().equals(fresh.zone()), "hub.yaml", "'zone'", problems);
        require(
                old.host().equals(fresh.host())
                        && old.port() == fresh.port()
                        && old.external().equals(fresh.external())
                        && old.queueBytes() == fresh.queueBytes(),
                "hub.yaml",
                "'broker'",
                problems);
        require(old.cluster().equals(fresh.cluster()), "hub.yaml", "'cluster'", problems);
        require(
                old.batchSize() == fresh.batchSize()
                        && old.batchWait().equals(fresh.batchWait())
                        && old.longestWait().equals(fresh.longestWait())
                        && old.backlog() == fresh.backlog()
                        && old.maxDeliveryAttempts() == fresh.maxDeliveryAttempts(),
                "hub.yaml",
                "'batch' and 'delivery'",
                problems);
        require(
                next.agencies().keySet().containsAll(now.agencies().keySet()),
                "agencies.yaml",
                "that an agency is listed",
                problems);
        require(old.tls().equals(fresh.tls()), "hub.yaml", "'tls'", problems);
        // What is longer is not read from the broker: with a higher limit it would be refused for being cut.
        require(
                old.limits().maxCompactBytes() == fresh.limits().maxCompactBytes(),
                "hub.yaml",
                "'limits.compact-bytes'",
                problems);
    }

    private static void require(boolean same, String file, String what, List<Problem> problems) {
        if (!same) {
            problems.add(Problem.error(
                    file, 1, 1, what + " cannot change while the hub runs: stop it and start it with the new file"));
        }
    }
}
