package dev.comity.bench;

import dev.comity.client.BrokerSession;
import dev.comity.client.HubEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hands records over, all providers side by side, and waits until everything that must come of them has come. */
final class Phase {

    private final Installation installation;
    private final HubEndpoint endpoint;
    private final List<List<SealedRecord>> records;
    private final Tally tally;

    /** @param records of each provider */
    Phase(Installation installation, HubEndpoint endpoint, List<List<SealedRecord>> records) {
        this.installation = installation;
        this.endpoint = endpoint;
        this.records = records;
        this.tally = new Tally(
                records.stream().flatMap(List::stream).toList(),
                installation.plan().acknowledged());
    }

    Tally tally() {
        return tally;
    }

    /**
     * @param rate of all providers together
     * @throws BenchFailed if something is missing, came twice or was refused
     */
    void run(OptionalInt rate) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(records.size());
        try {
            List<Future<?>> loaders = new ArrayList<>();
            int first = 0;
            for (int provider = 0; provider < records.size(); provider++) {
                int from = first;
                int number = provider;
                loaders.add(threads.submit(() -> {
                    handOver(number, from, rate);
                    return null;
                }));
                first += records.get(provider).size();
            }
            boolean complete = tally.await();
            if (complete) {
                for (Future<?> loader : loaders) {
                    loader.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        judge();
    }

    private void handOver(int provider, int first, OptionalInt rate) throws Exception {
        String agency = BenchPlan.provider(provider);
        OptionalDouble own = rate.isPresent()
                ? OptionalDouble.of((double) rate.getAsInt() / records.size())
                : OptionalDouble.empty();
        try (BrokerSession session = BrokerSession.open(endpoint, agency, installation.password(agency))) {
            new Loader(session, tally).handOver(records.get(provider), first, own);
        }
    }

    private void judge() throws BenchFailed {
        if (tally.missing() > 0 || tally.surplus() > 0 || tally.refused() > 0) {
            throw new BenchFailed(
                    "Not everything was delivered once: %,d deliveries, receipts or acknowledgements are missing, %,d came that nobody expected, %,d records were refused."
                            .formatted(tally.missing(), tally.surplus(), tally.refused()));
        }
    }
}
