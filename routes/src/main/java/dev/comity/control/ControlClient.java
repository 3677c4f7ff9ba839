package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks the hub that runs a data folder. */
public final class ControlClient {

    private ControlClient() {}

    /**
     * Sends one word and waits for the answer.
     *
     * @param data the hub's data folder
     * @throws IOException if no hub runs there, or its answer is cut short
     */
    public static ObjectNode ask(Path data, String word) throws IOException {
        try (SocketChannel channel = SocketChannel.open(ControlAddress.forClient(data))) {
            ControlMessage.write(channel, Json.object().put("v", 1).put("do", word));
            return ControlMessage.read(channel);
        } catch (MalformedJson e) {
            throw new IOException("the hub stopped before it answered", e);
        }
    }
}
