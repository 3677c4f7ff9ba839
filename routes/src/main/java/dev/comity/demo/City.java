package dev.comity.demo;

import dev.comity.config.AgencyEntry;
import dev.comity.demo.city.Division;
import dev.comity.demo.city.SyntheticCity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Every agency's own system, fed and answering. */
final class City implements AutoCloseable {

    private final List<AgencySystem> systems = new ArrayList<>();
    private long careless;

    private City() {}

    /** Makes the systems, and feeds them: with the synthetic sample, or with the real files of the land registry alone. */
    static City of(Demo.Options options, Provisioning.Provisioned setting, SampleSize size) throws Exception {
        boolean synthetic = options.landRegistry().isEmpty();
        SampleSize fed = synthetic ? size : SampleSize.NOTHING;
        SyntheticCity people = SyntheticCity.of(
                SampleSeed.of(setting.data(), options.seed()), divisions(options, setting), size.residents());
        City city = new City();
        try {
            city.add(setting, people, fed, options.landRegistry());
            if (fed.careless() > 0 && setting.agencies().contains(CarelessSender.AGENCY)) {
                city.careless =
                        CarelessSender.run(setting, people, options.clock().instant(), fed.careless());
            }
            return city;
        } catch (Exception e) {
            city.close();
            throw e;
        }
    }

    /** Another configuration may know fewer agencies; those that it knows have their systems. */
    private void add(
            Provisioning.Provisioned setting, SyntheticCity people, SampleSize fed, Optional<Path> landRegistry)
            throws Exception {
        DataFolder data = setting.data();
        add(setting, "civil-affairs", () -> new CivilAffairsSystem(data, people, fed));
        add(setting, "housing", () -> new HousingSystem(data, people, fed.applications()));
        add(setting, "transport", () -> new TransportSystem(data, people, fed.cards()));
        add(setting, "public-security-traffic", () -> new TrafficPoliceSystem(data, people, fed.vehicles()));
        add(setting, "land-registry", () -> new LandRegistrySystem(data, people, fed.transfers(), landRegistry));
        for (AgencySystem system : systems) {
            system.feed();
        }
    }

    private void add(Provisioning.Provisioned setting, String agency, Callable<AgencySystem> system) throws Exception {
        if (setting.agencies().contains(agency)) {
            systems.add(system.call());
        }
    }

    private static List<Division> divisions(Demo.Options options, Provisioning.Provisioned setting) throws IOException {
        AgencyEntry first =
                setting.configuration().agencies().values().iterator().next();
        return Divisions.around(options.home().resolve("schemas"), first.division());
    }

    /** How many items the agencies' systems hold, with what the careless sender handed over. */
    long items() throws Exception {
        long items = careless;
        for (AgencySystem system : systems) {
            items += system.items();
        }
        return items;
    }

    /** Something new happens in every agency. */
    void more() throws Exception {
        for (AgencySystem system : systems) {
            system.more();
        }
    }

    /** Values for the placeholders of one agency's adapters. */
    Map<String, String> parameters(String agency) {
        Map<String, String> all = new HashMap<>();
        systems.stream().filter(s -> s.agency().equals(agency)).forEach(s -> all.putAll(s.parameters()));
        return all;
    }

    @Override
    public void close() throws Exception {
        for (AgencySystem system : systems) {
            system.close();
        }
    }
}
