package dev.comity.broker;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ClientConnectionLifeCycleListener;
import org.apache.activemq.artemis.spi.core.remoting.ClientProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Connection;
import org.apache.activemq.artemis.spi.core.remoting.Connector;
import org.apache.activemq.artemis.utils.actors.ArtemisExecutor;

/**
 * The way into the broker of this process. What is sent is decoded by whoever sends it, instead of by a thread that has to be woken for
 * each message; what the broker answers comes on a thread of its own, as ever. The broker makes one by its class.
 */
public final class InProcessConnectorFactory extends InVMConnectorFactory {

    @Override
    public Connector createConnector(
            Map<String, Object> configuration,
            BufferHandler handler,
            ClientConnectionLifeCycleListener listener,
            Executor closing,
            Executor threads,
            ScheduledExecutorService scheduled,
            ClientProtocolManager protocol) {
        return new InVMConnector(configuration, handler, listener, closing, threads, protocol) {
            @Override
            protected Connection internalCreateConnection(
                    BufferHandler broker, ClientConnectionLifeCycleListener events, ArtemisExecutor ordered) {
                return super.internalCreateConnection(broker, events, new OneAtATime());
            }
        };
    }

    /** On the caller's thread; the broker counts on it that no two packets of a connection come at once. */
    private static final class OneAtATime implements ArtemisExecutor {

        @Override
        public synchronized void execute(Runnable task) {
            task.run();
        }
    }
}
