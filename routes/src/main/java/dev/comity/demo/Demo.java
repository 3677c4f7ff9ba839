package dev.comity.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Hub, agencies and sample data in one process; what each agency saw, and the log's verdict. */
public final class Demo {

    private Demo() {}

    /**
     * @param home the program's home folder, which holds {@code schemas/} and {@code adapters/}
     * @param config configuration to copy into the data folder; never written to
     * @param data the demonstration's folder; made if it is missing, gone on with if it is there
     * @param once whether to end when everything is acknowledged, in place of at SIGINT or SIGTERM
     * @param seed makes the sample repeatable
     * @param landRegistry folder of real monthly price-paid files, fed in place of the synthetic sample
     * @param out where people read
     * @param interactive whether {@code out} is a terminal, where a line can be written over
     */
    public record Options(
            Path home,
            Path config,
            Path data,
            boolean once,
            long seed,
            Optional<Path> landRegistry,
            PrintWriter out,
            boolean interactive,
            Clock clock) {}

    /**
     * Runs the demonstration.
     *
     * @return 0 if every count adds up and the log verifies, else 1
     * @throws Exception if it cannot be started; what it had done is in the data folder and is gone on with
     */
    public static int run(Options options) throws Exception {
        return run(options, SampleSize.FULL);
    }

    /** As {@link #run(Options)}, with a sample of another size. */
    static int run(Options options, SampleSize size) throws Exception {
        try (StopSignal stop = StopSignal.listen()) {
            return new DemoRun(options, size, stop).run();
        }
    }
}
