package dev.comity.batch;

import dev.comity.broker.HubConnection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code comity-batch:<queue>?size=100&wait=20&attempts=10}; see the package. */
public final class BatchComponent extends DefaultComponent {

    public static final String SCHEME = "comity-batch";

    private final Supplier<HubConnection> connection;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Effort effort = new Effort();
    private volatile Burial burial = (queue, dead, attempts) -> List.of();

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

    /** What is said about dead letters from now on; nothing before. */
    public void onDeadLetter(Burial notices) {
        burial = notices;
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
