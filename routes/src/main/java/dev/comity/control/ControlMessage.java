package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One JSON object on one line. */
final class ControlMessage {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private ControlMessage() {}

    static void write(SocketChannel channel, ObjectNode message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @throws MalformedJson if the line is no object, too long, or cut short */
    static ObjectNode read(SocketChannel channel) throws IOException, MalformedJson {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (line.size() <= MAX_BYTES && channel.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return Json.parseObject(line.toByteArray());
                }
                line.write(next);
            }
        }
        throw new MalformedJson("a line with one JSON object was expected", 1, 1);
    }
}
