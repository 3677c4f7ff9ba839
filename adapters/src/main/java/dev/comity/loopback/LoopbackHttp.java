package dev.comity.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address, with one thread of its own. */
public final class LoopbackHttp implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService thread;

    private LoopbackHttp(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * @param name of its thread
     * @param port 0 takes a free one
     * @param path that what it answers begins with
     * @param answer to each request, one after the other; the exchange is closed after it
     * @throws IOException if the port is taken
     */
    public static LoopbackHttp start(String name, int port, String path, HttpHandler answer) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
        http.createContext(path, exchange -> {
            try (exchange) {
                answer.handle(exchange);
            }
        });
        http.setExecutor(thread);
        http.start();
        return new LoopbackHttp(http, thread);
    }

    /** The port that it took, also where a free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** @param type of the body, as in {@code Content-Type} @param body sent as UTF-8 */
    public static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
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
