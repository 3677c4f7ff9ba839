package dev.comity.kit;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;

/** An endpoint in the place of one that is outside: what comes in is a sample, what goes out is kept. */
final class StandIn extends DefaultEndpoint {

    private final Endpoint real;
    private final StandIns all;

    StandIn(CamelContext context, Endpoint real, StandIns all) {
        this.real = real;
        this.all = all;
        setCamelContext(context);
        setEndpointUri(real.getEndpointUri());
    }

    @Override
    public boolean isLenientProperties() {
        return real.isLenientProperties();
    }

    @Override
    public boolean isSingleton() {
        return real.isSingleton();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        Entrance entrance = new Entrance(this, processor);
        all.entrances().add(entrance);
        return entrance;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                all.take(real, exchange);
            }
        };
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new PollingConsumerSupport(this) {
            @Override
            public Exchange receive() {
                Exchange exchange = getEndpoint().createExchange();
                exchange.getMessage().setBody(all.reply());
                return exchange;
            }

            @Override
            public Exchange receiveNoWait() {
                return receive();
            }

            @Override
            public Exchange receive(long timeout) {
                return receive();
            }
        };
    }

    /** Where a route begins: hands a sample over when it is told to. */
    static final class Entrance extends DefaultConsumer {

        Entrance(StandIn endpoint, Processor processor) {
            super(endpoint, processor);
        }

        /** Whether only the time comes in here. */
        boolean clock() {
            return StandIns.clock(getEndpoint().getEndpointUri());
        }

        /** Whether the route is told also when there is nothing. */
        boolean toldWhenIdle() {
            return getEndpoint().getEndpointUri().contains("sendEmptyMessageWhenIdle=true");
        }

        /** @return the exchange when the route has ended, with its exception if there is one */
        Exchange hand(Object body, Map<String, Object> headers) throws Exception {
            Exchange exchange = createExchange(false);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
            } finally {
                doneUoW(exchange);
            }
            return exchange;
        }
    }
}
