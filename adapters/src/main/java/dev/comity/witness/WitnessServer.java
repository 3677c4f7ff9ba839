package dev.comity.witness;

import com.sun.net.httpserver.HttpExchange;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import dev.comity.loopback.LoopbackHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes {@code POST /add-checkpoint} over HTTP (C2SP tlog-witness) on the loopback address; a proxy in front of it gives it to others. */
public final class WitnessServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);
    private static final String PATH = "/add-checkpoint";
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    private final LoopbackHttp server;
    private final Witness witness;

    private WitnessServer(Witness witness, int port) throws IOException {
        this.witness = witness;
        this.server = LoopbackHttp.start("comity-witness", port, "/", this::answer);
    }

    /** @param port 0 takes a free one */
    public static WitnessServer start(Witness witness, int port) throws IOException {
        return new WitnessServer(witness, port);
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return server.port();
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            send(exchange, WitnessAnswer.UNKNOWN_LOG, "only " + PATH + " is here\n");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, METHOD_NOT_ALLOWED, "POST was expected\n");
        } else {
            WitnessAnswer answer = judged(exchange);
            send(exchange, answer.status(), answer.body());
        }
    }

    private WitnessAnswer judged(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(WitnessRequest.MAX_LENGTH + 1);
        try {
            return witness.addCheckpoint(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.error("a checkpoint could not be remembered, so it was not cosigned", e);
            return new WitnessAnswer(FAILED, "what was seen could not be remembered; nothing was cosigned\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        String type = status == WitnessAnswer.CONFLICT ? "text/x.tlog.size" : "text/plain; charset=utf-8";
        LoopbackHttp.send(exchange, status, type, body);
    }

    @Override
    public void close() {
        server.close();
    }
}
