package dev.comity.batch;

import dev.comity.broker.TextMessages;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** One queue, read in batches; as a producer, what a route sends within the batch's transaction. */
@UriEndpoint(
        scheme = BatchComponent.SCHEME,
        title = "Comity batch",
        syntax = "comity-batch:queue",
        firstVersion = "0.1.0",
        remote = false)
public final class BatchEndpoint extends DefaultEndpoint {

    @UriPath(description = "Queue to read")
    private final String queue;

    @UriParam(description = "Messages in one transaction at most", defaultValue = "100")
    private int size = 100;

    @UriParam(description = "How long a batch waits for more under load, in milliseconds", defaultValue = "20")
    private long wait = 20;

    @UriParam(description = "How often a message is tried alone before it is a dead letter", defaultValue = "10")
    private int attempts = 10;

    @UriParam(
            description = "Content types whose messages are left to another consumer of the queue, with commas between")
    private String except = "";

    @UriParam(
            description = "How long it leaves the queue to another reader before it opens it, in milliseconds",
            defaultValue = "0")
    private long delay;

    private final BatchComponent component;

    BatchEndpoint(String uri, BatchComponent component, String queue) {
        super(uri, component);
        this.component = component;
        this.queue = queue;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        BatchConsumer consumer = new BatchConsumer(this, processor, component);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return new BatchProducer(this);
    }

    String queue() {
        return queue;
    }

    public int getSize() {
        return size;
    }

    public void setSize(int size) {
        this.size = atLeastOne("size", size);
    }

    public long getWait() {
        return wait;
    }

    public void setWait(long wait) {
        this.wait = wait;
    }

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = atLeastOne("attempts", attempts);
    }

    public String getExcept() {
        return except;
    }

    public void setExcept(String except) {
        this.except = except;
    }

    public long getDelay() {
        return delay;
    }

    public void setDelay(long delay) {
        this.delay = delay;
    }

    /** The filter of its consumer, or null for none. */
    String filter() {
        return except.isEmpty() ? null : TextMessages.allBut(except.split(","));
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, not " + value);
        }
        return value;
    }
}
