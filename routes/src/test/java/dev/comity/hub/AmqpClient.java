package dev.comity.hub;

import dev.comity.envelope.Wire;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.client.Client;
import org.apache.qpid.protonj2.client.ConnectionOptions;
import org.apache.qpid.protonj2.client.ReceiverOptions;

/** A program of an agency that speaks AMQP 1.0 and is not ours. */
final class AmqpClient {

    private AmqpClient() {}

    /** Gives the first message that waits for an agency back for good. */
    static void rejectOne(String agency, int port) throws Exception {
        var options = new ConnectionOptions().user(agency).password(SampleInstallation.passwordOf(agency));
        try (Client client = Client.create();
                var connection = client.connect("127.0.0.1", port, options);
                var receiver = connection.openReceiver(Wire.out(agency), new ReceiverOptions().autoAccept(false))) {
            receiver.receive(5, TimeUnit.SECONDS).reject("amqp:not-allowed", "never");
        }
    }
}
