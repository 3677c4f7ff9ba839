package dev.comity.cli;

import dev.comity.command.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Keeps a server up until the process is told to stop, and then stops it in order. */
final class UntilStopped {

    private UntilStopped() {}

    /** Never returns: at SIGTERM or SIGINT the server is closed and the process ends with 0, or 70 if closing failed. */
    static int keep(AutoCloseable server, PrintWriter out) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, out), "stop"));
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    /**
     * Runs something that ends by itself soon after SIGTERM or SIGINT, and lets the process end with its exit code rather than
     * with the signal's number.
     */
    static int run(Callable<Integer> work) throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(ended.join()), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = ExitCode.INTERNAL;
        try {
            exitCode = work.call();
            return exitCode;
        } finally {
            ended.complete(exitCode);
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook ends the process.
        }
    }

    private static void stop(AutoCloseable server, PrintWriter out) {
        int exitCode = ExitCode.DONE;
        try {
            server.close();
            out.println("Stopped.");
        } catch (Exception e) {
            LoggerFactory.getLogger(UntilStopped.class).error("the stop did not complete", e);
            exitCode = ExitCode.INTERNAL;
        }
        out.flush();
        // Without this the JVM would report the signal, and an orderly stop would look like a failure to its
        // supervisor.
        Runtime.getRuntime().halt(exitCode);
    }
}
