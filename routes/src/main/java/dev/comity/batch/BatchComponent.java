package dev.comity.batch;

import dev.comity.broker.HubConnection;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code comity-batch:<queue>?size=100&wait=20&attempts=10}; see the package. */
public final class BatchComponent extends DefaultComponent {

    public static final String SCHEME = "comity-batch";

    private final Supplier<HubConnection> connection;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Effort effort = new Effort();
    private final Map<String, Integer> givenWay = new ConcurrentHashMap<>();
    private volatile Function<String, Pace.Limit> limits = queue -> Pace.Limit.NONE;
    private volatile boolean ending;
    private volatile int longestBody = Integer.MAX_VALUE;
    private volatile Optional<Path> attempts = Optional.empty();
    private volatile Burial burial =
            (queue, dead, attempts, reason) -> List.of(DeadLetter.of(queue, dead, reason, Map.of()));

    /** @param connection asked when a consumer starts, which is after the broker has */
    public BatchComponent(Supplier<HubConnection> connection) {
        this.connection = connection;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) throws Exception {
        BatchEndpoint endpoint = new BatchEndpoint(uri, this, queue);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What becomes of dead letters from now on; before, they are only put aside. */
    public void onDeadLetter(Burial rites) {
        burial = rites;
    }

    /** @param characters that are read of a body at most: one that is longer is cut, and never stands in memory */
    public void readAtMost(int characters) {
        longestBody = characters;
    }

    int longestBody() {
        return longestBody;
    }

    /** @param asked how fast a queue may be read; asked before each batch */
    public void limitTo(Function<String, Pace.Limit> asked) {
        limits = asked;
    }

    Pace.Limit limit(String queue) {
        return limits.apply(queue);
    }

    /** A folder for what must be remembered of failed attempts; without one a restart forgets them. */
    public void keepAttemptsIn(Path folder) {
        attempts = Optional.of(folder);
    }

    Attempts attempts(String queue) {
        return new Attempts(attempts, queue);
    }

    /** Leaves these queues to others who wait for them, between two batches, and comes back after its delay. */
    public void giveWay(Collection<String> queues) {
        queues.forEach(queue -> givenWay.merge(queue, 1, Integer::sum));
    }

    /** No batch begins any more, in any queue; those that are under way end. Makes a stop, one queue after the other, a short one. */
    public void end() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    int givenWay(String queue) {
        return givenWay.getOrDefault(queue, 0);
    }

    Burial burial() {
        return burial;
    }

    /** What the stages of the batches take; those outside this package add theirs. */
    public Effort effort() {
        return effort;
    }

    HubConnection connection() {
        return connection.get();
    }

    /** Queues that stand still because something is unavailable, with the reason. Empty if all is well. */
    public Map<String, String> troubles() {
        return new TreeMap<>(troubles);
    }

    /** Notes that something stands still; shown until {@link #recovered}. @return whether that is news */
    public boolean troubled(String queue, String reason) {
        return !reason.equals(troubles.put(queue, reason));
    }

    void recovered(String queue) {
        troubles.remove(queue);
    }
}
