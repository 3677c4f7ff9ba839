package dev.comity.kills;

import dev.comity.directory.TrustAnchors;
import dev.comity.log.LogVerifier;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Counts;
import dev.comity.outbox.DeliverySequence;
import dev.comity.yaml.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares, after everything was stopped, what the consumers' systems hold with what the provider's system had. */
final class Findings {

    private final KillCity city;
    private final OwnSystems systems;
    private final List<String> wrong = new ArrayList<>();

    private Findings(KillCity city, OwnSystems systems) {
        this.city = city;
        this.systems = systems;
    }

    /** @return everything that is wrong */
    static List<String> of(KillCity city, OwnSystems systems, List<Victim> victims) throws Exception {
        Findings findings = new Findings(city, systems);
        for (Victim victim : victims) {
            if (victim.agency().equals(KillCity.PROVIDER)) {
                findings.sent();
            } else {
                findings.arrived(victim);
                findings.received(victim.agency());
            }
        }
        findings.log();
        return findings.wrong;
    }

    private void require(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            wrong.add(otherwise.formatted(values));
        }
    }

    private void arrived(Victim victim) throws Exception {
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        long again = 0;
        for (OwnSystems.Arrival arrival : systems.arrivals(victim.agency())) {
            String record = arrival.transaction() + " change " + arrival.n();
            require(seen.add(record), "%s has %s twice", victim.agency(), record);
            int before = last.getOrDefault(arrival.transaction(), 0);
            require(
                    arrival.n() == before + 1,
                    "%s: %s came after change %d of the same transaction",
                    victim.agency(),
                    record,
                    before);
            last.put(arrival.transaction(), Math.max(before, arrival.n()));
            require(
                    arrival.handovers() <= victim.allowed(arrival.delivery()),
                    "%s: %s was handed over %d times, where the kills explain %d",
                    victim.agency(),
                    record,
                    arrival.handovers(),
                    victim.allowed(arrival.delivery()));
            again += arrival.handovers() - 1;
        }
        last.forEach((transaction, n) -> require(
                n == systems.changesOf(transaction),
                "%s has %d of %d changes of transaction %s",
                victim.agency(),
                n,
                systems.changesOf(transaction),
                transaction));
        require(
                seen.size() == systems.written(),
                "%s has %d of %d records",
                victim.agency(),
                seen.size(),
                systems.written());
        System.out.printf(
                "%s: %,d of %,d records, each once, %,d handed over again after a kill between hand-over and inbox%n",
                victim.agency(), seen.size(), systems.written(), again);
    }

    private void received(String agency) throws Exception {
        try (AgencyDatabase database = AgencyDatabase.open(city.folder(agency))) {
            Counts counts = Counts.of(database);
            require(counts.received() == systems.written(), "%s counts %d received", agency, counts.received());
            require(
                    counts.acknowledged() == systems.written(),
                    "%s acknowledged %d of %d",
                    agency,
                    counts.acknowledged(),
                    systems.written());
            require(counts.rejected() == 0, "%s rejected %d messages of the hub", agency, counts.rejected());
            var gaps = new DeliverySequence(database).gaps();
            require(gaps.isEmpty(), "%s misses deliveries: %s", agency, gaps);
        }
    }

    private void sent() throws Exception {
        try (AgencyDatabase database = AgencyDatabase.open(city.folder(KillCity.PROVIDER))) {
            Counts counts = Counts.of(database);
            require(counts.sent() == systems.written(), "%d of %d were sent", counts.sent(), systems.written());
            require(
                    counts.accepted() == systems.written(),
                    "%d of %d were accepted",
                    counts.accepted(),
                    systems.written());
            require(counts.refused() == 0, "%d were refused: %s", counts.refused(), counts.refusals());
            require(counts.open() == 0, "%d have no answer", counts.open());
        }
    }

    private void log() throws Exception {
        List<Problem> problems = new ArrayList<>();
        TrustAnchors trust = TrustAnchors.load(city.data().resolve("trust.yaml"), problems);
        LogVerifier.LogVerdict verdict = LogVerifier.verify(city.data().resolve("log"), trust, entries -> {});
        require(
                problems.isEmpty() && verdict.outcome() == LogVerifier.Outcome.VERIFIED,
                "the log does not verify: %s %s",
                problems,
                verdict);
        System.out.printf("log: %s, %,d entries%n", verdict.outcome(), verdict.entries());
    }
}
