package dev.comity.kills;

import java.util.ArrayList;
import java.util.List;

/** Hub and agencies of a small city, started and stopped in order. */
final class Processes {

    private final KillCity city;
    private final OwnSystems systems;
    private final List<Victim> agencies = new ArrayList<>();
    private Started hub;
    private boolean running;

    Processes(KillCity city, OwnSystems systems, long seed) {
        this.city = city;
        this.systems = systems;
        city.agencies().forEach(name -> agencies.add(new Victim(name, city, systems, seed, List.of())));
    }

    void startAll() throws Exception {
        hub = city.startHub();
        for (Victim agency : agencies) {
            if (!agency.live()) {
                throw new IllegalStateException(agency.agency() + " is not ready");
            }
        }
        running = true;
    }

    void stopAll() throws Exception {
        if (running) {
            running = false;
            for (Victim agency : agencies) {
                agency.stop();
            }
            hub.stop();
        }
    }

    /** After everything was stopped. @return everything that is wrong */
    List<String> findings() throws Exception {
        return Findings.of(city, systems, agencies);
    }
}
