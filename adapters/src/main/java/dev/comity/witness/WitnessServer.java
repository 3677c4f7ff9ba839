package dev.comity.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.comity.log.WitnessAnswer;
import dev.comity.log.WitnessRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes {@code POST /add-checkpoint} over HTTP (C2SP tlog-witness) on the loopback address; a proxy in front of it gives it to others. */
public final class WitnessServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);
    private static final String PATH = "/add-checkpoint";
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    private final HttpServer server;
    private final ExecutorService thread;
    private final Witness witness;

    private WitnessServer(HttpServer server, ExecutorService thread, Witness witness) {
        this.server = server;
        this.thread = thread;
        this.witness = witness;
    }

    /** @param port 0 takes a free one */
    public static WitnessServer start(Witness witness, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, "comity-witness");
            worker.setDaemon(true);
            return worker;
        });
        WitnessServer server = new WitnessServer(http, thread, witness);
        http.createContext("/", server::answer);
        http.setExecutor(thread);
        http.start();
        return server;
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, WitnessAnswer.UNKNOWN_LOG, "only " + PATH + " is here\n");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                send(exchange, METHOD_NOT_ALLOWED, "POST was expected\n");
            } else {
                WitnessAnswer answer = judged(exchange);
                send(exchange, answer.status(), answer.body());
            }
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
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String type = status == WitnessAnswer.CONFLICT ? "text/x.tlog.size" : "text/plain; charset=utf-8";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
