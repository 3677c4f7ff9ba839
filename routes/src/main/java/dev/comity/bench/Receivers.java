package dev.comity.bench;

import dev.comity.client.HubEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One receiver for each agency. */
record Receivers(List<Receiver> all) implements AutoCloseable {

    static Receivers start(Installation installation, HubEndpoint endpoint, Supplier<Tally> tally) {
        List<Receiver> all = new ArrayList<>();
        for (int c = 0; c < installation.plan().recipients(); c++) {
            all.add(Receiver.start(installation, BenchPlan.consumer(c), endpoint, tally));
        }
        for (int p = 0; p < installation.plan().providers(); p++) {
            all.add(Receiver.start(installation, BenchPlan.provider(p), endpoint, tally));
        }
        return new Receivers(List.copyOf(all));
    }

    @Override
    public void close() throws Exception {
        Exception failure = null;
        for (Receiver receiver : all) {
            try {
                receiver.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
