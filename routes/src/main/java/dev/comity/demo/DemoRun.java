package dev.comity.demo;

import dev.comity.agency.AgencyStatus;
import dev.comity.control.Operator;
import dev.comity.control.Reload;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.witnesses.Witnessed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of the demonstration: provision, feed, exchange, stop in order, count, verify. */
final class DemoRun {

    private static final long POLL_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration MORE_EVERY = Duration.ofSeconds(3);

    private final Demo.Options options;
    private final SampleSize size;
    private final StopSignal stop;
    private final PrintWriter out;
    private final long startedAt = System.nanoTime();

    DemoRun(Demo.Options options, SampleSize size, StopSignal stop) {
        this.options = options;
        this.size = size;
        this.stop = stop;
        this.out = options.out();
    }

    int run() throws Exception {
        DataFolder data = new DataFolder(options.data());
        out.println("Data folder " + data.root());
        out.flush();
        Provisioning.Provisioned setting = Provisioning.provision(
                options.home(), options.config(), data, options.clock().instant());
        Totals totals;
        LogTally log = new LogTally();
        List<String> wrong;
        Witnessed witnessed;
        try (City city = City.of(options, setting, size);
                Exchange exchange = Exchange.start(options, setting, city, log);
                Operator operator = Operator.listen(data.root(), reload(setting), exchange.hub())) {
            out.printf("Ready after %.1f s: hub on %s, %d agencies%n", seconds(), exchange.place(), exchange.size());
            out.flush();
            wrong = options.once() ? untilQuiet(city, exchange) : untilStopped(city, exchange);
            totals = exchange.totals();
            witnessed = exchange.witnessed();
        }
        return conclude(setting, totals, log, witnessed, wrong);
    }

    private Reload reload(Provisioning.Provisioned setting) {
        DataFolder data = setting.data();
        return new Reload(options.home().resolve("schemas"), data.config(), data.directory(), setting.trust());
    }

    /** @return what is wrong; empty if everything that the agencies' systems hold was dealt with and every count adds up */
    private List<String> untilQuiet(City city, Exchange exchange) throws Exception {
        Progress progress = new Progress(out, options.interactive());
        long given = city.items();
        Totals last = exchange.totals();
        long movedAt = System.nanoTime();
        while (!isDone(exchange, last, given) && System.nanoTime() - movedAt < PATIENCE.toNanos()) {
            if (stop.isWishedWithin(POLL_MILLIS)) {
                break;
            }
            Totals now = exchange.totals();
            movedAt = now.equals(last) ? movedAt : System.nanoTime();
            last = now;
            progress.show(now, given);
        }
        progress.end();
        List<String> wrong = last.imbalances();
        if (!exchange.awaitWitnessed()) {
            wrong.add("the newest checkpoint has not got its quorum: "
                    + exchange.witnessed().troubles());
        }
        if (!isDone(exchange, last, given)) {
            wrong.add("not all was dealt with: %,d of %,d source items read, %,d records without a receipt"
                    .formatted(last.read(), given, last.sum(AgencyStatus::open)));
        }
        return wrong;
    }

    private static boolean isDone(Exchange exchange, Totals totals, long given) {
        return totals.read() >= given && totals.isQuiet() && exchange.caughtUp();
    }

    /** @return nothing: what is under way when somebody stops it is gone on with by the next run */
    private List<String> untilStopped(City city, Exchange exchange) throws Exception {
        out.println("Something new happens every few seconds. End it with Ctrl-C; the next run goes on from there.");
        Progress progress = new Progress(out, options.interactive());
        long moreAt = System.nanoTime();
        while (!stop.isWishedWithin(POLL_MILLIS)) {
            Totals totals = exchange.totals();
            progress.show(totals, city.items());
            if (isDone(exchange, totals, city.items()) && System.nanoTime() - moreAt > MORE_EVERY.toNanos()) {
                city.more();
                moreAt = System.nanoTime();
            }
        }
        settle(exchange, progress, city.items());
        progress.end();
        exchange.awaitWitnessed();
        return List.of();
    }

    /** Nothing new happens any more: what is under way gets a little time, so that the report counts whole journeys. */
    private static void settle(Exchange exchange, Progress progress, long given) throws Exception {
        long until = System.nanoTime() + SETTLING.toNanos();
        Totals totals = exchange.totals();
        while (!isDone(exchange, totals, given) && System.nanoTime() < until) {
            Thread.sleep(POLL_MILLIS);
            totals = exchange.totals();
            progress.show(totals, given);
        }
    }

    private int conclude(
            Provisioning.Provisioned setting, Totals totals, LogTally log, Witnessed witnessed, List<String> unsettled)
            throws IOException {
        DataFolder data = setting.data();
        LogVerdict verdict = LogVerifier.verify(data.log(), setting.trust(), entries -> {});
        boolean verified = verdict.outcome() == LogVerifier.Outcome.VERIFIED;
        var trusted = setting.trust().logs().get(0);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        Report.write(
                data.report(),
                totals,
                verdict.entries(),
                trusted.origin(),
                trusted.vkey().toString(),
                verified,
                witnessed,
                elapsed);
        Summary summary = new Summary(out);
        summary.seen(log);
        summary.denials(log);
        summary.refusals(totals);
        summary.records(totals);
        summary.verdict(verdict);
        List<String> wrong = new ArrayList<>(unsettled);
        if (!verified) {
            wrong.add("the log does not verify");
        }
        summary.end(data, wrong, seconds());
        return wrong.isEmpty() ? 0 : 1;
    }

    private double seconds() {
        return (System.nanoTime() - startedAt) / 1e9;
    }
}
