package dev.comity.batch;

import dev.comity.broker.HubConnection;
import dev.comity.fault.FaultPoint;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one queue with one thread, so that order within the queue is kept. */
final class BatchConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(BatchConsumer.class);
    private static final long STOP_SECONDS = 30;
    private static final long SLOWED_MILLIS = 20;

    private final BatchEndpoint endpoint;
    private final BatchComponent component;
    private final Pace pace = new Pace();
    private final Backoff backoff = new Backoff();
    private CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    BatchConsumer(BatchEndpoint endpoint, Processor processor, BatchComponent component) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = new CountDownLatch(1);
        thread = new Thread(this::readUntilStopped, "comity-batch " + endpoint.queue());
        thread.start();
    }

    /** Lets the batch that is under way end, so that a stop leaves nothing half done. */
    @Override
    protected void doStop() throws Exception {
        stopping.countDown();
        if (thread != null) {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
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
            try (HubConnection.Session session = component.connection().transacted()) {
                read(session, givenWay);
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

    /** @param givenWay how often it had given way when it opened the queue */
    private void read(HubConnection.Session session, int givenWay) throws Exception {
        session.client().start();
        var reader = new QueueReader(
                session.client().createConsumer(endpoint.queue(), endpoint.filter()),
                endpoint.getWait(),
                component.longestBody());
        var replay = new Replay(endpoint.getAttempts(), component.attempts(endpoint.queue()));
        var sender = new Sender(session.client());
        boolean answers = false;
        while (running() && givenWay == component.givenWay(endpoint.queue())) {
            int most = pace.permits(
                    replay.alone() ? 1 : endpoint.getSize(), component.limit(endpoint.queue()), System.nanoTime());
            if (most == 0) {
                // What is too fast stays in the queue of its sender, and is nobody else's trouble.
                stopping.await(SLOWED_MILLIS, TimeUnit.MILLISECONDS);
                continue;
            }
            List<QueueReader.Taken> taken = component.effort().of("take", () -> reader.take(most));
            pace.took(taken.size());
            if (!answers) {
                // Also where the queue is empty: what is troubled is shown until it is not.
                answers = true;
                recovered();
            }
            if (taken.isEmpty()) {
                continue;
            }
            FaultPoint.HUB_RECEIVED.reach();
            if (replay.isDead(taken.get(0).incoming())) {
                bury(session, sender, taken.get(0), replay);
            } else {
                carry(session, sender, taken, replay);
            }
        }
    }

    private void carry(HubConnection.Session session, Sender sender, List<QueueReader.Taken> taken, Replay replay)
            throws Exception {
        Batch batch = new Batch(
                endpoint.queue(),
                taken.stream().map(QueueReader.Taken::incoming).toList());
        Throwable failure = route(batch, sender);
        if (failure == null) {
            FaultPoint.HUB_SENT.reach();
            commit(session, taken);
            FaultPoint.HUB_COMMITTED.reach();
            afterCommit(batch);
            replay.succeeded(batch.messages());
            return;
        }
        session.client().rollback();
        if (Failures.isUnavailable(failure)) {
            standStill(Failures.describe(failure), null);
        } else {
            LOG.warn("{} messages from {} failed: {}", taken.size(), endpoint.queue(), Failures.describe(failure));
            replay.failed(batch.messages(), Failures.describe(failure));
        }
    }

    private Throwable route(Batch batch, Sender sender) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(Sender.PROPERTY, sender);
            exchange.getMessage().setBody(batch);
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception | StackOverflowError e) {
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void commit(HubConnection.Session session, List<QueueReader.Taken> taken) throws ActiveMQException {
        component.effort().of("commit", () -> {
            for (QueueReader.Taken one : taken) {
                one.message().acknowledge();
            }
            session.client().commit();
            return null;
        });
        recovered();
    }

    private void recovered() {
        backoff.reset();
        component.recovered(endpoint.queue());
    }

    private void afterCommit(Batch batch) {
        try {
            batch.committed();
        } catch (RuntimeException e) {
            // The transaction holds whatever happens here; what was missed is read from the broker at the next start.
            LOG.error("After the commit of a batch from {}: {}", endpoint.queue(), Failures.describe(e));
        }
    }

    private void bury(HubConnection.Session session, Sender sender, QueueReader.Taken dead, Replay replay)
            throws ActiveMQException {
        List<Outgoing> rites =
                component.burial().bury(endpoint.queue(), dead.incoming(), endpoint.getAttempts(), replay.reason());
        for (Outgoing one : rites) {
            sender.send(one);
        }
        FaultPoint.HUB_BURIED.reach();
        commit(session, List.of(dead));
        LOG.error("A message from {} is a dead letter: {}", endpoint.queue(), replay.reason());
        replay.succeeded(List.of(dead.incoming()));
    }

    private void standStill(String reason, Exception cause) {
        if (running()) {
            if (component.troubled(endpoint.queue(), reason)) {
                LOG.warn("{} stands still and is tried again: {}", endpoint.queue(), reason, cause);
            }
            backoff.pause(stopping);
        }
    }
}
