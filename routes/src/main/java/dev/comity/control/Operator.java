package dev.comity.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.hub.Hub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Listens to the operator of a running hub: the control socket, and SIGHUP, which means the same as {@code comity reload}. */
public final class Operator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
    private static final String HANG_UP = "HUP";

    private final ControlSocket socket;

    private Operator(ControlSocket socket) {
        this.socket = socket;
    }

    /** @throws IOException if the socket cannot be made */
    public static Operator listen(Path data, Reload reload, Hub hub) throws IOException {
        Supplier<ObjectNode> reloading = () -> reload.answer(hub);
        Map<String, UnaryOperator<ObjectNode>> commands = new HashMap<>(DeadLetterWords.of(hub));
        commands.put("reload", request -> reloading.get());
        commands.put("agreements", request -> Reload.agreements(hub));
        ControlSocket socket = ControlSocket.open(data.resolve("hub"), commands);
        handle(signal -> new Thread(
                        () -> LOG.info(
                                "SIGHUP: {}", reloading.get().path("verdict").asText()),
                        "comity-reload")
                .start());
        return new Operator(socket);
    }

    private static void handle(SignalHandler handler) {
        try {
            Signal.handle(new Signal(HANG_UP), handler);
        } catch (IllegalArgumentException e) {
            // Ignored for this process (nohup), or a system without it: the socket is the other way.
            LOG.info("SIGHUP cannot be used here: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        handle(SignalHandler.SIG_DFL);
        socket.close();
    }
}
