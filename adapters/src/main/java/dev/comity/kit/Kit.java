package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.config.Configuration;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes the fifteen checks of adapters' folders. What takes long to read is read once, so that the second folder is quick. */
public final class Kit {

    static final List<Check> CHECKS = List.of(
            new FolderCheck(),
            new DescriptionCheck(),
            new RouteCheck(),
            new EndpointsCheck(),
            new MappingCheck(),
            new SamplesCheck(),
            new SchemaCheck(),
            new FieldsCheck(),
            new RefusedCheck(),
            new RepeatedCheck(),
            new ViewsCheck(),
            new SealedCheck(),
            new IsolatedCheck(),
            new CompatibleCheck(),
            new StepsCheck());

    private final RecordTypes types;
    private final Optional<Configuration> configuration;
    private final Path home;
    private final Clock clock;
    private final Map<Day, TrialCity> cities = new ConcurrentHashMap<>();

    /**
     * @param configuration whose agreements say what consumers would see; without it only static checks can be made
     * @param home folders below it are shown relative to it
     */
    public Kit(RecordTypes types, Optional<Configuration> configuration, Path home, Clock clock) {
        this.types = types;
        this.configuration = configuration;
        this.home = home.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /** Every adapter's folder below one: that folder itself, or those that hold an {@code adapter.yaml}, at most three levels down. */
    public static List<Path> folders(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below, 3)) {
            List<Path> found = files.filter(file -> file.endsWith(Subject.DESCRIPTION))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
            return found.isEmpty() ? List.of(below) : found;
        }
    }

    /** The checks that look at files alone. */
    public AdapterOutcome check(Path folder) throws IOException {
        return outcome(folder, CHECKS.stream().filter(check -> !check.runs()).toList());
    }

    /** All fifteen. */
    public AdapterOutcome test(Path folder) throws IOException {
        return outcome(folder, CHECKS);
    }

    /**
     * Writes what the samples give now into {@code expected/}: records, refusals of samples that have no file there yet, and each view
     * that has a file, empty or not.
     *
     * @return names of the files whose content has changed, as messages call them
     */
    public List<String> update(Path folder) throws IOException {
        Subject subject = Subject.read(this, folder, shown(folder));
        for (Check check : CHECKS) {
            if (!check.runs()) {
                outcome(check, subject);
            }
        }
        return ExpectedFiles.write(subject);
    }

    private AdapterOutcome outcome(Path folder, List<Check> checks) throws IOException {
        long start = System.nanoTime();
        Subject subject = Subject.read(this, folder, shown(folder));
        List<CheckOutcome> outcomes = new ArrayList<>();
        for (Check check : checks) {
            outcomes.add(outcome(check, subject));
        }
        return new AdapterOutcome(shown(folder), outcomes, millisSince(start));
    }

    private static CheckOutcome outcome(Check check, Subject subject) throws IOException {
        long start = System.nanoTime();
        try {
            List<Problem> problems = check.problems(subject);
            CheckOutcome outcome = CheckOutcome.found(check, problems, millisSince(start));
            if (outcome.failed()) {
                subject.failed(check);
            }
            return outcome;
        } catch (Skipped e) {
            return CheckOutcome.skipped(check, e.getMessage(), millisSince(start));
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private String shown(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return absolute.startsWith(home) ? home.relativize(absolute).toString() : folder.toString();
    }

    RecordTypes types() {
        return types;
    }

    Configuration configuration() throws Skipped {
        return configuration.orElseThrow(() -> new Skipped("no configuration was read"));
    }

    /** The adapter's agency among those of the configuration, on the day of its tests. */
    TrialCity city(AdapterFolder adapter) throws Skipped {
        Configuration read = configuration();
        LocalDate day = adapter.test().on().orElseGet(() -> LocalDate.now(clock));
        return cities.computeIfAbsent(
                new Day(adapter.agency(), day), on -> TrialCity.of(read, types, on.agency(), on.day()));
    }

    private record Day(String agency, LocalDate day) {}
}
