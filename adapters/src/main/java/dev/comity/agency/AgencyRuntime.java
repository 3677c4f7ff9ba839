package dev.comity.agency;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.AdapterPackage;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.client.AmqpSession;
import dev.comity.client.BrokerSession;
import dev.comity.client.HubAccess;
import dev.comity.client.HubSession;
import dev.comity.crypto.Crypto;
import dev.comity.outbox.Counts;
import dev.comity.outbox.DeliverySequence;
import dev.comity.outbox.SourceLedger;
import dev.comity.outbox.SourceLedger.SourceCount;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agency's side of the exchange: runs its adapters, seals and sends what they read, opens, stores and acknowledges what it
 * receives. Everything that it has promised is durable; it can be killed at any moment and goes on where it was.
 */
public final class AgencyRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgencyRuntime.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private AgencySettings settings;
    private AdapterRoutes routes;
    private AgencySide side;
    private AgencySide.Connection connection;
    private AdapterSource adapterSource;
    private SendFolderPoller sendFolder;

    private AgencyRuntime() {}

    /**
     * Starts adapters and, in the background, the connection to the hub, which is retried for as long as the hub is away.
     *
     * @throws AgencyView.NotReady with everything wrong in files that people wrote
     * @throws Exception if another process runs this folder, or a route cannot start
     */
    public static AgencyRuntime start(AgencySettings settings, Clock clock) throws Exception {
        AgencyRuntime runtime = new AgencyRuntime();
        try {
            runtime.run(settings, clock);
            return runtime;
        } catch (Exception e) {
            runtime.close();
            throw e;
        }
    }

    private void run(AgencySettings given, Clock clock) throws Exception {
        settings = given;
        List<AdapterFolder> adapters = adapters(settings);
        side = started(AgencySide.open(settings, clock));
        OutboxRoom room = new OutboxRoom(settings.agency(), side.outbox(), OutboxRoom.limit(System.getenv()));
        SourceIntake intake = new SourceIntake(
                side.database(),
                side.outbox(),
                new ItemSealer(side::sealer),
                new NotSendableFolder(settings.folder().resolve("not-sendable")),
                room,
                clock);
        adapterSource = new AdapterSource(intake, new SourceLedger(side.database()), side::wake);
        routes = started(AdapterRoutes.start(
                settings.agency(), settings.folder(), adapters, settings.parameters(), adapterSource));
        // Stopped before the routes, which would wait for what waits here.
        started(room);
        Path send = settings.folder().resolve("send");
        sendFolder = started(SendFolderPoller.start(
                settings.agency(),
                new SendFolder(send, side.database(), side.outbox(), side::sealer, clock),
                side::wake));
        connection = started(side.connect(connector(settings.access()), routes::opened, sendFolder::wake));
        if (settings.observePort().isPresent()) {
            AgencyObservation observation = started(
                    AgencyObservation.start(this::health, settings.observePort().getAsInt()));
            LOG.info("{}: health on http://127.0.0.1:{}/observe/health", settings.agency(), observation.port());
        }
        LOG.info("{}: {} adapters, crypto {}", settings.agency(), adapters.size(), Crypto.provider());
    }

    private static HubSession.Connector connector(HubAccess access) {
        return switch (access.protocol()) {
            case CORE -> access.over(BrokerSession::open);
            case AMQP -> access.over(AmqpSession::open);
        };
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    private List<AdapterFolder> adapters(AgencySettings settings) throws IOException, AgencyView.NotReady {
        List<Problem> problems = new ArrayList<>();
        List<AdapterFolder> adapters = new ArrayList<>();
        for (Path folder : settings.adapters()) {
            AdapterFolder.load(folder, problems).ifPresent(adapters::add);
        }
        for (AdapterFolder adapter : adapters) {
            AdapterParameters.check(adapter, settings, problems);
        }
        AgencyView.NotReady.require(problems);
        return adapters;
    }

    private AgencyHealth health() {
        return new AgencyHealth(connection.stands(), side.oldestUnsent(), status());
    }

    /** Counts since the folder was made, read from its database. */
    public AgencyStatus status() {
        try {
            long missing = new DeliverySequence(side.database())
                    .gaps().stream().mapToLong(DeliverySequence.Gap::size).sum();
            return status(Counts.of(side.database()), missing, new SourceLedger(side.database()).counts());
        } catch (SQLException e) {
            throw new IllegalStateException("the agency's database could not be read", e);
        }
    }

    private static AgencyStatus status(Counts counts, long missing, List<SourceCount> sources) {
        return new AgencyStatus(
                counts.sent(),
                counts.accepted(),
                counts.refused(),
                sum(sources, SourceCount::repeated),
                sum(sources, SourceCount::notSendable),
                counts.open(),
                counts.received(),
                counts.acknowledged(),
                counts.rejected(),
                missing,
                sources.stream()
                        .filter(SourceCount::file)
                        .map(s -> new AgencyStatus.FileCount(
                                s.name(), s.lines(), s.sent(), s.repeated(), s.notSendable()))
                        .toList(),
                counts.refusals().stream()
                        .map(r -> new AgencyStatus.RefusedRecord(r.record(), r.code(), r.path()))
                        .toList());
    }

    private static long sum(List<SourceCount> sources, ToLongFunction<SourceCount> count) {
        return sources.stream().mapToLong(count).sum();
    }

    /**
     * Whether every source has been asked since the start and, when it was asked last, had nothing new; and whether everything in
     * {@code send/} is taken. New items may come at any time after.
     */
    public boolean caughtUp() {
        return adapterSource.caughtUp(routes.adapters().stream()
                        .filter(adapter -> adapter.direction() == Direction.SOURCE)
                        .toList())
                && sendFolder.caughtUp();
    }

    /**
     * Reads one adapter's folder anew and runs it in the place of the one that runs; the others do not notice. What was taken before
     * is remembered, so that no file is sent a second time.
     *
     * @param digest of the folder's content as it was checked ({@link AdapterPackage#digest()}): nothing else is taken
     * @throws AgencyView.NotReady with everything wrong; the adapter as it was goes on
     * @throws Exception if its route cannot be started; the adapter as it was goes on
     */
    public synchronized void reload(String id, String digest) throws Exception {
        AdapterFolder running = routes.adapters().stream()
                .filter(adapter -> adapter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AgencyView.NotReady(List.of(Problem.error(
                        id,
                        0,
                        0,
                        "no such adapter runs here. Running: "
                                + String.join(
                                        ", ",
                                        routes.adapters().stream()
                                                .map(AdapterFolder::id)
                                                .toList())))));
        List<Problem> problems = new ArrayList<>();
        if (!AdapterPackage.of(id, running.folder()).digest().equals(digest)) {
            problems.add(Problem.error(running.folder().toString(), 0, 0, "it has changed since it was checked"));
        }
        Optional<AdapterFolder> changed = AdapterFolder.load(running.folder(), problems);
        changed.ifPresent(adapter -> AdapterParameters.check(adapter, settings, problems));
        changed.filter(adapter -> !adapter.id().equals(id))
                .ifPresent(adapter -> problems.add(Problem.error(
                        running.folder().resolve("adapter.yaml").toString(),
                        0,
                        0,
                        "its id is '" + adapter.id() + "' now: another adapter needs a restart")));
        AgencyView.NotReady.require(problems);
        routes.replace(changed.orElseThrow());
        LOG.info("{}: {} is reloaded, digest {}", settings.agency(), id, digest);
    }

    /** Stops in the opposite order of the start; what is under way is done by the next start. */
    @Override
    public void close() throws Exception {
        Exception failure = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
