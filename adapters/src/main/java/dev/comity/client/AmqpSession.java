package dev.comity.client;

import dev.comity.envelope.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.Connection;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.Delivery;
import org.apache.qpid.protonj2.client.Message;
import org.apache.qpid.protonj2.client.Receiver;
import org.apache.qpid.protonj2.client.ReceiverOptions;
import org.apache.qpid.protonj2.client.Sender;
import org.apache.qpid.protonj2.client.Session;
import org.apache.qpid.protonj2.client.SslOptions;
import org.apache.qpid.protonj2.client.exceptions.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session over AMQP 1.0, which every broker and every language speaks. */
public final class AmqpSession implements HubSession {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpSession.class);
    private static final int CREDIT = 100;
    private static final long PATIENCE_SECONDS = 10;

    private final String agency;
    private final Client client;
    private Session session;
    private Sender sender;
    private Receiver receiver;
    private volatile boolean open = true;

    private AmqpSession(String agency, Client client) {
        this.agency = agency;
        this.client = client;
    }

    /** @throws Exception if the broker cannot be reached, or refuses the agency */
    public static AmqpSession open(HubAccess access) throws Exception {
        List<HubEndpoint> places = access.place().places();
        for (HubEndpoint place : places.subList(0, places.size() - 1)) {
            try {
                return open(access, place);
            } catch (Exception away) {
                LOG.debug("{}: no broker at {}:{}, trying the next", access.agency(), place.host(), place.port(), away);
            }
        }
        return open(access, places.get(places.size() - 1));
    }

    private static AmqpSession open(HubAccess access, HubEndpoint place) throws Exception {
        AmqpSession opened = new AmqpSession(access.agency(), Client.create());
        try {
            opened.connect(access, place);
            return opened;
        } catch (Exception e) {
            opened.close();
            throw e instanceof ExecutionException && e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void connect(HubAccess access, HubEndpoint place) throws Exception {
        ConnectionOptions options = options(access);
        options.disconnectedHandler((connection, event) -> open = false);
        Connection connection = client.connect(place.host(), place.port(), options);
        connection.openFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        session = connection.openSession();
        session.openFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        session.beginTransaction();
    }

    private static ConnectionOptions options(HubAccess access) throws IOException {
        ConnectionOptions options = new ConnectionOptions().reconnectEnabled(false);
        Optional<String> password = access.password();
        if (password.isPresent()) {
            options.user(access.agency()).password(password.get());
        }
        options.saslOptions().addAllowedMechanism(password.isPresent() ? "PLAIN" : "EXTERNAL");
        if (access.tls().isPresent()) {
            secure(options.sslOptions(), access.tls().get());
        }
        return options;
    }

    private static void secure(SslOptions options, TlsStores stores) throws IOException {
        options.sslEnabled(true)
                .enabledProtocols(TlsStores.PROTOCOL)
                .verifyHost(true)
                .trustStoreType(TlsStores.TYPE)
                .trustStoreLocation(stores.trustStore().toString())
                .trustStorePassword(stores.password());
        if (stores.keyStore().isPresent()) {
            options.keyStoreType(TlsStores.TYPE)
                    .keyStoreLocation(stores.keyStore().get().toString())
                    .keyStorePassword(stores.password());
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void send(OutgoingMessage message) throws ClientException {
        if (sender == null) {
            sender = session.openSender(Wire.in(agency));
        }
        Message<byte[]> wire =
                Message.create(message.body().getBytes(StandardCharsets.UTF_8)).durable(true);
        for (Map.Entry<String, String> property : message.properties().entrySet()) {
            wire.property(property.getKey(), property.getValue());
        }
        if (message.group().isPresent()) {
            wire.groupId(message.group().get());
        }
        sender.send(wire);
    }

    @Override
    public Optional<IncomingMessage> receive(long waitMillis) throws ClientException {
        if (receiver == null) {
            receiver = session.openReceiver(
                    Wire.out(agency), new ReceiverOptions().autoAccept(false).creditWindow(CREDIT));
        }
        Delivery delivery =
                waitMillis == 0 ? receiver.tryReceive() : receiver.receive(waitMillis, TimeUnit.MILLISECONDS);
        return delivery == null ? Optional.empty() : Optional.of(read(delivery));
    }

    private static IncomingMessage read(Delivery delivery) throws ClientException {
        Message<Object> message = delivery.message();
        return new IncomingMessage(
                text(message, Wire.CONTENT_TYPE).orElse(""),
                body(message.body()),
                text(message, Wire.ENTRY),
                text(message, Wire.PROOF),
                Optional.ofNullable(message.groupId()),
                delivery::accept);
    }

    private static Optional<String> text(Message<Object> message, String name) throws ClientException {
        return Optional.ofNullable(message.property(name)).map(Object::toString);
    }

    /** A string value, or a data section in UTF-8. */
    private static String body(Object body) {
        if (body instanceof String text) {
            return text;
        }
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    @Override
    public void commit() throws ClientException {
        session.commitTransaction();
        session.beginTransaction();
    }

    @Override
    public void close() {
        open = false;
        client.close();
    }
}
