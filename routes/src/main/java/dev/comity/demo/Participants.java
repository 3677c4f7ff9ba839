package dev.comity.demo;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which agencies of a configuration take part in a demonstration: each costs keys, a database and a connection. */
final class Participants {

    private final Configuration configuration;
    private final Path adapters;

    /** @param home holds {@code adapters/} */
    Participants(Configuration configuration, Path home) {
        this.configuration = configuration;
        this.adapters = home.resolve("adapters");
    }

    /** Those that get keys: who has an adapter, or is a party to an agreement. */
    Set<String> registered() throws IOException {
        Set<String> registered = new LinkedHashSet<>();
        for (String agency : configuration.agencies().keySet()) {
            if (hasAdapter(agency) || configuration.agreements().stream().anyMatch(a -> isParty(agency, a))) {
                registered.add(agency);
            }
        }
        return registered;
    }

    /** Those whose side runs: who has an adapter, or can receive what another's adapter sends. */
    Set<String> running() throws IOException {
        Set<String> running = new LinkedHashSet<>();
        for (String agency : configuration.agencies().keySet()) {
            if (hasAdapter(agency) || receives(agency)) {
                running.add(agency);
            }
        }
        return running;
    }

    private boolean receives(String agency) throws IOException {
        for (Agreement agreement : configuration.agreements()) {
            if (agreement.consumer().equals(agency)
                    && agreement.mode() == Mode.EVENT
                    && hasAdapter(agreement.provider())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isParty(String agency, Agreement agreement) {
        return agreement.provider().equals(agency) || agreement.consumer().equals(agency);
    }

    private boolean hasAdapter(String agency) throws IOException {
        return !SampleAdapters.of(adapters, agency).isEmpty();
    }
}
