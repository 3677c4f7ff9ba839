package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks the process that runs a hub's or an agency's folder. */
public final class ControlClient {

    private ControlClient() {}

    /**
     * Sends the hub one word and waits for the answer.
     *
     * @param data the hub's data folder
     * @throws IOException if no hub runs there, or its answer is cut short
     */
    public static ObjectNode ask(Path data, String word) throws IOException {
        return ask(data.resolve("hub"), word, Json.object());
    }

    /**
     * Sends one request and waits for the answer.
     *
     * @param folder in which the socket lies: the hub's folder, or an agency's
     * @param arguments what the command needs beside its word
     * @throws IOException if nobody answers there, or the answer is cut short
     */
    public static ObjectNode ask(Path folder, String word, ObjectNode arguments) throws IOException {
        try (SocketChannel channel = SocketChannel.open(ControlAddress.forClient(folder))) {
            ControlMessage.write(
                    channel, Json.object().put("v", 1).put("do", word).setAll(arguments));
            return ControlMessage.read(channel);
        } catch (MalformedJson e) {
            throw new IOException("it stopped before it answered", e);
        }
    }
}
