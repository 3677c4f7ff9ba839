package dev.comity.batch;

import dev.comity.broker.HubConnection;
import dev.comity.fault.FaultPoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one queue with one session, so that order within the queue is kept: what its session does is done by one thread, and what the
 * routes of its batches do by another.
 */
final class BatchConsumer extends DefaultConsumer {

    /** Property of the exchange that carries a batch. */
    static final String BATCH = "ComityBatch";

    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);
    private static final long STOP_SECONDS = 30;
    private static final long SLOWED_MILLIS = 20;

    private final BatchEndpoint endpoint;
    private final BatchComponent component;
    private final Pace pace = new Pace();
    private final Backoff backoff = new Backoff();
    private CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;
    private ExecutorService routes;

    BatchConsumer(BatchEndpoint endpoint, Processor processor, BatchComponent component) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = new CountDownLatch(1);
        routes = Executors.newSingleThreadExecutor(work -> new Thread(work, "comity-batch-route " + endpoint.queue()));
        thread = new Thread(this::readUntilStopped, "comity-batch " + endpoint.queue());
        thread.start();
    }

    /** Lets the batches that are under way end, so that a stop leaves nothing half done. */
    @Override
    protected void doStop() throws Exception {
        stopping.countDown();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            routes.shutdown();
        }
        super.doStop();
    }

    private boolean running() {
        return stopping.getCount() > 0 && !component.isEnding();
    }

    private void readUntilStopped() {
        int givenWay = -1;
        while (running()) {
            if (givenWay != component.givenWay(endpoint.queue())) {
                givenWay = component.givenWay(endpoint.queue());
                leaveToOthers();
            }
            try (HubConnection.Session session = component.connection().transacted();
                    Reading reading = new Reading(session.client(), givenWay)) {
                reading.read();
            } catch (ActiveMQException e) {
                // Where it arose says nothing: the broker is away, and all queues say so at once.
                standStill("the broker does not answer (" + e.getType() + ")", null);
            } catch (OutOfMemoryError e) {
                // The reader must not end in silence: what it held is rolled back, and there may be room for it soon.
                standStill("there is not enough memory for what was read", null);
            } catch (Exception e) {
                standStill("the broker does not answer", e);
            }
        }
    }

    private void leaveToOthers() {
        try {
            stopping.await(endpoint.getDelay(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** @return what failed */
    private Optional<Throwable> route(Batch batch) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(BATCH, batch);
            exchange.getMessage().setBody(batch);
            getProcessor().process(exchange);
            return Optional.ofNullable(exchange.getException());
        } catch (Exception | StackOverflowError e) {
            return Optional.of(e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void afterCommit(Batch batch) {
        try {
            batch.committed();
        } catch (RuntimeException e) {
            // The transaction holds whatever happens here; what was missed is read from the broker at the next start.
            LOG.error("After the commit of a batch from {}: {}", endpoint.queue(), Failures.describe(e));
        }
    }

    private void recovered() {
        backoff.reset();
        component.recovered(endpoint.queue());
    }

    private void standStill(String reason, Exception cause) {
        if (running()) {
            if (component.troubled(endpoint.queue(), reason)) {
                LOG.warn("{} stands still and is tried again: {}", endpoint.queue(), reason, cause);
            }
            backoff.pause(stopping);
        }
    }

    /** What one session reads, until the consumer is stopped, gives way, or something is unavailable. */
    private final class Reading implements AutoCloseable {

        private final ClientSession session;
        private final int givenWay;
        private final QueueReader reader;
        private final Replay replay;
        private final Sender sender;
        private final Pipeline pipeline;
        private boolean answers;

        /** @param givenWay how often it had given way when it opened the queue */
        Reading(ClientSession session, int givenWay) throws ActiveMQException {
            this.session = session;
            this.givenWay = givenWay;
            session.start();
            reader = new QueueReader(
                    session.createConsumer(endpoint.queue(), endpoint.filter()),
                    endpoint.getWait(),
                    component.longestBody());
            replay = new Replay(endpoint.getAttempts(), component.attempts(endpoint.queue()));
            sender = new Sender(session);
            pipeline = new Pipeline(BatchConsumer.this::route, routes);
        }

        void read() throws Exception {
            while (goesOn() || !pipeline.isEmpty()) {
                boolean took = goesOn() && takeNext();
                if (!took && !pipeline.isEmpty()) {
                    carryOldest();
                }
            }
        }

        private boolean goesOn() {
            return running() && givenWay == component.givenWay(endpoint.queue());
        }

        /** @return whether there may be more to take before the oldest batch is carried on */
        private boolean takeNext() throws Exception {
            boolean first = pipeline.isEmpty();
            if (!first && (replay.alone() || !pipeline.hasRoom())) {
                return false;
            }
            int most = pace.permits(
                    replay.alone() ? 1 : endpoint.getSize(), component.limit(endpoint.queue()), System.nanoTime());
            if (most == 0) {
                // What is too fast stays in the queue of its sender, and is nobody else's trouble.
                return first && !stopping.await(SLOWED_MILLIS, TimeUnit.MILLISECONDS);
            }
            List<QueueReader.Taken> taken = component
                    .effort()
                    .of("take", () -> first ? reader.take(most) : reader.takeAhead(most, pipeline.held()));
            pace.took(taken.size());
            if (!answers) {
                // Also where the queue is empty: what is troubled is shown until it is not.
                answers = true;
                recovered();
            }
            if (!taken.isEmpty()) {
                begin(taken, first);
            }
            return !taken.isEmpty();
        }

        private void begin(List<QueueReader.Taken> taken, boolean first) throws ActiveMQException {
            FaultPoint.HUB_RECEIVED.reach();
            List<Incoming> messages =
                    taken.stream().map(QueueReader.Taken::incoming).toList();
            if (first && messages.size() == 1 && replay.isDead(messages.get(0))) {
                bury(taken.get(0));
            } else {
                pipeline.begin(new Batch(endpoint.queue(), messages), taken);
            }
        }

        /** Ends the oldest batch that is under way: with its commit, or by giving back all that are. */
        private void carryOldest() throws Exception {
            Batch batch = pipeline.oldest().batch();
            Optional<Throwable> failure = pipeline.routed();
            if (failure.isEmpty()) {
                failure = send(batch);
            }
            if (failure.isPresent()) {
                giveBack(batch, failure.get());
                return;
            }
            FaultPoint.HUB_SENT.reach();
            commit(pipeline.oldest().taken());
            FaultPoint.HUB_COMMITTED.reach();
            pipeline.committed();
            afterCommit(batch);
            replay.succeeded(batch.messages());
        }

        private void giveBack(Batch batch, Throwable failure) throws ActiveMQException {
            pipeline.drop();
            session.rollback();
            String why = Failures.describe(failure);
            if (Failures.isUnavailable(failure)) {
                standStill(why, null);
            } else {
                LOG.warn("{} messages from {} failed: {}", batch.messages().size(), endpoint.queue(), why);
                replay.failed(batch.messages(), why);
            }
        }

        /** @return what failed */
        private Optional<Throwable> send(Batch batch) {
            try {
                component.effort().of("send", () -> {
                    for (Outgoing message : batch.outgoing()) {
                        sender.send(message);
                    }
                    return null;
                });
                return Optional.empty();
            } catch (Exception e) {
                return Optional.of(e);
            }
        }

        private void commit(List<QueueReader.Taken> taken) throws ActiveMQException {
            component.effort().of("commit", () -> {
                for (QueueReader.Taken one : taken) {
                    one.message().acknowledge();
                }
                session.commit();
                return null;
            });
            recovered();
        }

        private void bury(QueueReader.Taken dead) throws ActiveMQException {
            List<Outgoing> rites =
                    component.burial().bury(endpoint.queue(), dead.incoming(), endpoint.getAttempts(), replay.reason());
            for (Outgoing one : rites) {
                sender.send(one);
            }
            FaultPoint.HUB_BURIED.reach();
            commit(List.of(dead));
            LOG.error("A message from {} is a dead letter: {}", endpoint.queue(), replay.reason());
            replay.succeeded(List.of(dead.incoming()));
        }

        @Override
        public void close() {
            pipeline.close();
        }
    }
}
