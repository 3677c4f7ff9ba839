package dev.comity.hub;

import dev.comity.batch.BatchComponent;
import dev.comity.batch.DeadLetters;
import dev.comity.batch.Pace;
import dev.comity.broker.Broker;
import dev.comity.broker.BrokerSettings;
import dev.comity.broker.BrokerTls;
import dev.comity.broker.EmbeddedBroker;
import dev.comity.broker.ExternalBroker;
import dev.comity.broker.HubQueues;
import dev.comity.budget.Budgets;
import dev.comity.config.AgencyLimits;
import dev.comity.config.ClusterSettings;
import dev.comity.config.Configuration;
import dev.comity.config.HubSettings;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.EnvelopeLimits;
import dev.comity.envelope.Wire;
import dev.comity.index.IndexLocation;
import dev.comity.log.TileLog;
import dev.comity.witnesses.Witnessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts in their order, and stops those that were started in the opposite one. */
final class RunningHub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningHub.class);
    private static final int STOP_SECONDS = 20;

    /** More than a delivery statement has, so that a presentation is read whole and an envelope beyond the limit is seen to be. */
    private static final int STATEMENT_CHARACTERS = 64 * 1024;

    /** Journeys that begin late are added by another thread. */
    private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();

    private OpenLog log;
    private Broker broker;
    private BatchComponent batches;
    private Witnessing witnessing;
    private Projections projections;
    private RuleChange rules;
    private Set<String> agencies = Set.of();
    private int backlog;
    private volatile Optional<DeadLetterDesk> deadLetters = Optional.empty();

    private RunningHub() {}

    static RunningHub start(Hub.Options options, Runnable afterAppend) throws Exception {
        RunningHub hub = new RunningHub();
        try {
            hub.startAll(options, afterAppend);
            return hub;
        } catch (Exception | LinkageError e) {
            hub.closeAfter(e);
            throw e;
        }
    }

    private void startAll(Hub.Options options, Runnable afterAppend) throws Exception {
        Configuration configuration = options.configuration();
        HubSettings settings = configuration.hub();
        agencies = configuration.agencies().keySet();
        backlog = settings.backlog();
        Path folder = options.data().resolve("hub");
        EndpointFile endpoint = new EndpointFile(folder);
        endpoint.remove();
        HubKeys keys = HubKeys.read(folder.resolve("keys"), settings.id(), options.directory(), options.clock());
        log = opened(OpenLog.open(options.data().resolve("log"), keys.logSigner(settings.origin(), options.clock())));
        StateStore store = opened(StateStore.open(folder.resolve("state"), log));
        HubQueues queues = queues(settings);
        PeerLogs.learn(options, log, store);
        var exchangeLog = new ExchangeLog(log, store, options.clock());
        Budgets budgets = opened(Budgets.open(folder.resolve("budgets"), settings.zone()));
        rules = new RuleChange(options.data(), exchangeLog, store.state(), budgets, options.clock());
        Rules first = rules.rules(configuration, options.directory());
        rules.keep(first);

        CamelContext camel = camel(options.data(), settings.limits());
        // A context that runs starts what it is given at once, in the order of these lines.
        camel.start();
        broker = broker(options);
        camel.addService(broker, true, true);
        CommitNotes notes = new CommitNotes(
                broker.connection(),
                store,
                queues,
                node -> giveWay(settings.cluster().orElseThrow(), node, agencies));
        // Before any message is judged, everything that was committed must be known as such.
        camel.addService(notes, true, true);
        projections = new Projections(
                broker::connection, log, options.data(), location(settings, options.data()), queues.evidence());
        camel.addService(projections, true, true);
        witnessing = opened(Witnessing.start(
                broker.connection(),
                queues,
                agencies,
                options.trust(),
                options.data(),
                log::log,
                this::standStill,
                options.clock()));
        opened(FirstQuestion.ask(witnessing, () -> {
            NewsOfNodes news = new NewsOfNodes(queues, store.state(), notes::catchUp);
            Stages stages = new Stages(first, keys, exchangeLog, store.state(), news, batches.effort(), afterAppend);
            stages.change(first);
            opened(Revocations.follow(options, () -> stages.rules().directory(), exchangeLog, store.state()));
            Journeys journeys = new Journeys(camel, broker, stages, options, queues);
            rules.govern(stages, journeys);
            batches.limitTo(queue -> limit(stages.rules().configuration(), queue));
            batches.onDeadLetter(stages.burial());
            DeadLetters letters = new DeadLetters(() -> broker.connection(), queues.settlement());
            deadLetters = Optional.of(new DeadLetterDesk(letters, exchangeLog, store.state()));
            journeys.beginOwn();
            journeys.begin(configuration.agencies().keySet());
            if (queues.several()) {
                notes.tellOthers();
            }
        }));
        opened(AccessRequests.listen(
                AccessLog.requests(options.data()),
                new AccessDesk(
                        settings.id(),
                        options.directory(),
                        exchangeLog,
                        store.state(),
                        options.data(),
                        options.clock())));
        endpoint.write(broker.places());
        started.push(endpoint::remove);
        LOG.info(
                "Hub '{}' is ready on {}: {} agreements in force, {} entries in log {}; crypto {}, {}",
                settings.id(),
                broker.places(),
                first.agreements().all().size(),
                log.log().size(),
                settings.origin(),
                Crypto.provider(),
                broker.journal());
    }

    private static HubQueues queues(HubSettings settings) throws IOException {
        if (settings.cluster().isEmpty()) {
            return HubQueues.alone();
        }
        return HubQueues.of(
                settings.cluster()
                        .flatMap(ClusterSettings::node)
                        .orElseThrow(
                                () -> new IOException(
                                        "'cluster.nodes' names several nodes, and 'cluster.node' does not say which this one is. Set COMITY_CLUSTER_NODE.")));
    }

    private void giveWay(ClusterSettings cluster, String node, Set<String> agencies) {
        batches.giveWay(NodeTurns.of(cluster).preferredBy(node, agencies).stream()
                .map(Wire::in)
                .toList());
    }

    private static Broker broker(Hub.Options options) throws IOException {
        HubSettings settings = options.configuration().hub();
        Set<String> agencies = options.configuration().agencies().keySet();
        List<String> nodes = settings.cluster().map(ClusterSettings::nodes).orElse(List.of());
        if (settings.external().isPresent()) {
            return new ExternalBroker(settings.external().get(), options.data(), agencies, nodes);
        }
        return new EmbeddedBroker(new BrokerSettings(
                options.data().resolve("hub"),
                settings.host(),
                settings.port(),
                agencies,
                nodes,
                settings.queueBytes(),
                BrokerTls.of(settings.tls(), options.data())));
    }

    private static IndexLocation location(HubSettings settings, Path data) throws IOException {
        HubSettings.IndexSettings index = settings.index();
        IndexLocation location = index.url().isEmpty()
                ? IndexLocation.inFolder(data)
                : IndexLocation.inDatabase(index.url().get(), index.user(), System.getenv());
        location.writeDown(data);
        return location;
    }

    private CamelContext camel(Path data, EnvelopeLimits limits) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("comity-hub");
        camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
        batches = new BatchComponent(() -> broker.connection());
        batches.readAtMost(limits.maxCompactBytes() + STATEMENT_CHARACTERS);
        batches.keepAttemptsIn(data.resolve("hub").resolve("attempts"));
        camel.addComponent(BatchComponent.SCHEME, batches);
        started.push(camel::close);
        started.push(batches::end);
        return camel;
    }

    private void standStill(String reason) {
        log.forbid(reason);
        batches.troubled("log", reason);
        LOG.error("The hub stands still: {}", reason);
    }

    private static Pace.Limit limit(Configuration configuration, String queue) {
        return configuration.agencies().keySet().stream()
                .filter(agency -> Wire.in(agency).equals(queue))
                .map(configuration::limits)
                .filter(AgencyLimits::shapes)
                .findFirst()
                .map(limits -> new Pace.Limit(limits.rate(), limits.burst()))
                .orElse(Pace.Limit.NONE);
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    Broker broker() {
        return broker;
    }

    TileLog log() {
        return log.log();
    }

    Witnessing witnessing() {
        return witnessing;
    }

    RuleChange rules() {
        return rules;
    }

    SortedMap<String, Double> effort() {
        return batches.effort().seconds();
    }

    /** Empty before the journeys begin. */
    Optional<DeadLetterDesk> deadLetters() {
        return deadLetters;
    }

    /** What waits in each agency's two queues. */
    private Map<String, Long> waiting() {
        Map<String, Long> waiting = new TreeMap<>();
        for (String agency : agencies) {
            waiting.put(Wire.in(agency), broker.depth(Wire.in(agency)));
            waiting.put(Wire.out(agency), broker.depth(Wire.out(agency)));
        }
        return waiting;
    }

    Health health() {
        Map<String, String> troubles = new HashMap<>(batches.troubles());
        projections.trouble().ifPresent(why -> troubles.put(Broker.EVIDENCE, why));
        return new Health(
                troubles,
                broker.depth(Broker.DEAD),
                waiting(),
                backlog,
                witnessing.state(),
                log.log().size() - projections.applied());
    }

    @Override
    public void close() throws Exception {
        Exception first = null;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
