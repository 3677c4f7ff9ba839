package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests on the control socket of a folder, one after the other: a line {@code {"v":1,"do":"..."}} each, with what the
 * command needs beside it, answered by one JSON object.
 */
public final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private final Path folder;
    private final UnixDomainSocketAddress address;
    private final ServerSocketChannel server;
    private final Map<String, UnaryOperator<ObjectNode>> commands;

    private ControlSocket(
            Path folder,
            UnixDomainSocketAddress address,
            ServerSocketChannel server,
            Map<String, UnaryOperator<ObjectNode>> commands) {
        this.folder = folder;
        this.address = address;
        this.server = server;
        this.commands = Map.copyOf(commands);
    }

    /**
     * @param folder where the socket lies: the hub's folder, or an agency's
     * @param commands by their word; each gets the request and gives the whole answer, also where it fails
     * @throws IOException if the socket cannot be made
     */
    public static ControlSocket open(Path folder, Map<String, UnaryOperator<ObjectNode>> commands) throws IOException {
        UnixDomainSocketAddress address = ControlAddress.forServer(folder);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address);
            Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        ControlSocket socket = new ControlSocket(folder, address, server, commands);
        Thread thread = new Thread(socket::serve, "comity-control");
        thread.setDaemon(true);
        thread.start();
        return socket;
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                ControlMessage.write(client, answer(client));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("A request on the control socket was not answered: {}", e.getMessage());
                }
            }
        }
    }

    private ObjectNode answer(SocketChannel client) throws IOException {
        try {
            ObjectNode request = ControlMessage.read(client);
            UnaryOperator<ObjectNode> command = commands.get(request.path("do").asText());
            return command == null || request.path("v").asInt() != 1
                    ? refused("whoever runs here does not know such a request")
                    : command.apply(request);
        } catch (MalformedJson e) {
            return refused("not a request: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A request on the control socket failed", e);
            return Json.object().put("v", 1).put("verdict", "failed").put("internal", true);
        }
    }

    private static ObjectNode refused(String why) {
        return Json.object().put("v", 1).put("verdict", "failed").put("detail", why);
    }

    @Override
    public void close() throws IOException {
        server.close();
        ControlAddress.forget(folder, address);
    }
}
