package dev.comity.demo;

import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.agency.AgencyStatus;
import dev.comity.hub.Hub;
import dev.comity.witnesses.Witnessed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The running hub and agencies. Started hub first, stopped agencies first. */
final class Exchange implements AutoCloseable {

    private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(15);

    private final Hub hub;
    private final LogTally log;
    private final SortedMap<String, AgencyRuntime> agencies = new TreeMap<>();

    private Exchange(Hub hub, LogTally log) {
        this.hub = hub;
        this.log = log;
    }

    /** @param log gets what the hub's log says, whenever totals are asked for */
    static Exchange start(Demo.Options options, Provisioning.Provisioned setting, City city, LogTally log)
            throws Exception {
        List<AgencySettings> settings = AgencyFiles.write(options.home(), setting, city);
        Hub hub = Hub.start(new Hub.Options(
                setting.configuration(),
                setting.directory(),
                setting.trust(),
                setting.data().root(),
                options.clock()));
        Exchange exchange = new Exchange(hub, log);
        try {
            exchange.startAgencies(settings, options);
            return exchange;
        } catch (Exception e) {
            exchange.close();
            throw e;
        }
    }

    /** Side by side: most of an agency's start is waiting for its connection and its database. */
    private void startAgencies(List<AgencySettings> settings, Demo.Options options) throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Future<AgencyRuntime>> starting = new ArrayList<>();
            for (AgencySettings agency : settings) {
                starting.add(starters.submit(() -> AgencyRuntime.start(agency, options.clock())));
            }
            Exception failure = null;
            for (int i = 0; i < starting.size(); i++) {
                try {
                    agencies.put(settings.get(i).agency(), starting.get(i).get());
                } catch (java.util.concurrent.ExecutionException e) {
                    // All are waited for before this fails, so that those which did start can be stopped.
                    failure = new IOException(
                            settings.get(i).agency() + ": the agency's side did not start", e.getCause());
                }
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            starters.shutdown();
        }
    }

    /** Whether every source has been read to its end. */
    boolean caughtUp() {
        return agencies.values().stream().allMatch(AgencyRuntime::caughtUp);
    }

    Hub hub() {
        return hub;
    }

    String place() {
        return hub.host() + ":" + hub.port();
    }

    int size() {
        return agencies.size();
    }

    /** Waits, for a while, until a quorum of agencies has cosigned the newest checkpoint. */
    boolean awaitWitnessed() throws InterruptedException {
        return hub.awaitWitnessed(WITNESS_PATIENCE);
    }

    Witnessed witnessed() {
        return hub.health().witnessed();
    }

    /** The agencies are asked before the log: what they count as received is in the log by then. */
    Totals totals() throws IOException {
        SortedMap<String, AgencyStatus> statuses = new TreeMap<>();
        agencies.forEach((id, runtime) -> statuses.put(id, runtime.status()));
        log.readOn(hub.log());
        return Totals.of(statuses, log);
    }

    @Override
    public void close() throws Exception {
        Exception failure = null;
        for (AgencyRuntime agency : agencies.values()) {
            failure = closed(agency, failure);
        }
        failure = closed(hub, failure);
        if (failure != null) {
            throw failure;
        }
    }

    private static Exception closed(AutoCloseable part, Exception before) {
        try {
            part.close();
            return before;
        } catch (Exception e) {
            if (before != null) {
                before.addSuppressed(e);
                return before;
            }
            return e;
        }
    }
}
