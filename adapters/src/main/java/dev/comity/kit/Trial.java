package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** One run of an adapter's own route over its samples, with stand-ins for everything outside. */
final class Trial {

    private final Subject subject;
    private final AdapterFolder adapter;
    private final TrialCity city;
    private final Reads reads = new Reads();
    private final Steps steps;
    private final List<Brought> brought = new ArrayList<>();
    private final List<Handed> handed = new ArrayList<>();
    private Optional<String> refused = Optional.empty();
    private Optional<String> notStarted = Optional.empty();
    private StandIns standIns;

    private Trial(Subject subject, AdapterFolder adapter, TrialCity city) {
        this.subject = subject;
        this.adapter = adapter;
        this.city = city;
        this.steps = new Steps(location -> location.contains(adapter.id()));
    }

    static Trial run(Kit kit, Subject subject, AdapterFolder adapter) throws IOException, Skipped {
        Trial trial = new Trial(subject, adapter, kit.city(adapter));
        Path folder = Files.createTempDirectory("comity-kit");
        try (NetworkGuard guard = NetworkGuard.open()) {
            trial.runIn(folder);
            trial.refused = guard.refused();
        } finally {
            delete(folder);
        }
        return trial;
    }

    private void runIn(Path folder) throws IOException {
        SampleIntake intake = new SampleIntake(city);
        boolean started = false;
        try (AdapterRoutes routes = AdapterRoutes.start(
                adapter.agency(), folder, List.of(adapter), parameters(folder), intake, this::prepare)) {
            started = true;
            if (subject.source()) {
                new SourceTrial(subject, adapter, city, standIns, steps, reads).run(intake, brought);
            } else {
                new SinkTrial(subject, adapter, city, routes, standIns, steps).run(handed);
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            String kind = rootOf(e).getClass().getSimpleName();
            // What fails while a sample runs may repeat its values.
            notStarted = Optional.of(
                    started
                            ? kind + " while a sample ran"
                            : kind + ": " + rootOf(e).getMessage());
        }
    }

    private Map<String, String> parameters(Path folder) throws IOException {
        Map<String, String> values = new HashMap<>();
        Parameters.of(subject).values().forEach((name, value) -> value.ifPresent(text -> values.put(name, text)));
        values.put(Parameters.AGENCY_FOLDER, folder.toAbsolutePath().toString());
        values.put("agency.id", adapter.agency());
        return values;
    }

    private void prepare(CamelContext context) {
        standIns = StandIns.in(context);
        context.getCamelContextExtension().addInterceptStrategy(steps);
    }

    static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    AdapterFolder adapter() {
        return adapter;
    }

    TrialCity city() {
        return city;
    }

    /** Of a source: what each sample became. */
    List<Brought> brought() {
        return brought;
    }

    /** As {@link #brought()}, of samples that are to give records. */
    List<Brought> good() {
        return brought.stream().filter(one -> !one.of().bad()).toList();
    }

    /** Of a sink: what it did with each opened record. */
    List<Handed> handed() {
        return handed;
    }

    Reads reads() {
        return reads;
    }

    Steps steps() {
        return steps;
    }

    /** The connection that the route asked for, if it did. */
    Optional<String> refused() {
        return refused;
    }

    /** Why the route could not be started or run. */
    Optional<Problem> notStarted() {
        return notStarted.map(why -> Problem.error(
                subject.shown(Subject.ROUTE), 0, 0, "the route could not be started with stand-ins: " + why));
    }
}
