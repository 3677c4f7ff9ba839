package dev.comity.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which adapters run in the demonstration: those that speak to a system of the {@link City}. Those beside them show other kinds of
 * system; they are run by the contract kit and by tests, and would find nothing here to speak to.
 */
final class SampleAdapters {

    private static final Set<String> SPOKEN_TO = Set.of(
            "civil-affairs/death-register",
            "civil-affairs/marriage-register",
            "civil-affairs/opened-records",
            "housing/opened-records",
            "housing/rental-applications",
            "land-registry/price-paid",
            "open-data/opened-records",
            "public-security-traffic/opened-records",
            "public-security-traffic/vehicles",
            "statistics/opened-records",
            "transport/concession-cards",
            "transport/opened-deaths");

    private SampleAdapters() {}

    /**
     * An agency's adapter folders, by name.
     *
     * @param adapters folder of all agencies' adapters
     */
    static List<Path> of(Path adapters, String agency) throws IOException {
        return DataFolder.list(adapters.resolve(agency)).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve("adapter.yaml")))
                .filter(folder -> SPOKEN_TO.contains(agency + "/" + folder.getFileName()))
                .toList();
    }
}
