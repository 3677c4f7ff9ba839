package dev.comity.broker;

import dev.comity.config.BrokerAccess;
import dev.comity.config.BrokerUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A broker outside the hub, for the two agencies of {@link SampleBroker}, and the hub's way to it. */
final class SampleStandalone implements AutoCloseable {

    static final List<String> NODES = List.of("1", "2");
    static final Set<String> AGENCIES = Set.of(SampleBroker.HOUSING, SampleBroker.TRANSPORT);

    private final StandaloneBroker server;
    private final ExternalBroker broker;

    private SampleStandalone(StandaloneBroker server, ExternalBroker broker) {
        this.server = server;
        this.broker = broker;
    }

    static SampleStandalone on(Path folder) throws Exception {
        for (String agency : AGENCIES) {
            BrokerUsers.register(folder, agency, SampleBroker.passwordOf(agency).toCharArray());
        }
        var settings = new BrokerSettings(folder, "127.0.0.1", 0, AGENCIES).sharedBy(NODES);
        StandaloneBroker server = StandaloneBroker.start(settings, StandaloneBroker.Role.LIVE);
        var broker = new ExternalBroker(
                access(server.port().orElseThrow(), "_hub", folder.resolve(StandaloneBroker.PASSWORD)),
                folder,
                AGENCIES,
                NODES);
        broker.start();
        return new SampleStandalone(server, broker);
    }

    static BrokerAccess access(int port, String user, Path passwordFile) {
        return new BrokerAccess(
                new BrokerUrl(List.of(new BrokerUrl.Place("127.0.0.1", port)), false),
                user,
                passwordFile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ExternalBroker broker() {
        return broker;
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        server.close();
    }
}
