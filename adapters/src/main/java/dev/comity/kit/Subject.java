package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.Mapping;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One adapter's folder as the checks look at it: each of its files by itself, so that one that is wrong hides no other. */
final class Subject {

    /** One of its files. @param problems what is wrong with it, with places */
    record Parsed<T>(Optional<T> value, List<Problem> problems) {
        Parsed {
            problems = List.copyOf(problems);
        }
    }

    static final String DESCRIPTION = "adapter.yaml";
    static final String ROUTE = "route.camel.yaml";

    private final Kit kit;
    private final Path folder;
    private final String shown;
    private final Parsed<YamlNode> description;
    private final Parsed<YamlNode> route;
    private final Parsed<Mapping> mapping;
    private final Parsed<AdapterFolder> adapter;
    private final Cases.Found cases;
    private final Set<String> failed = new HashSet<>();
    private Trial trial;

    private Subject(Kit kit, Path folder, String shown) throws IOException {
        this.kit = kit;
        this.folder = folder;
        this.shown = shown;
        this.description = yaml(DESCRIPTION);
        this.route = yaml(ROUTE);
        List<Problem> ofMapping = new ArrayList<>();
        Optional<Mapping> compiled =
                Mapping.present(folder).isEmpty() ? Optional.empty() : Mapping.of(folder, ofMapping);
        this.mapping = new Parsed<>(compiled, placed(ofMapping));
        List<Problem> ofAdapter = new ArrayList<>();
        Optional<AdapterFolder> loaded =
                description.value().isPresent() ? AdapterFolder.load(folder, ofAdapter) : Optional.empty();
        this.adapter = new Parsed<>(loaded, named(ofAdapter));
        this.cases = Cases.in(folder);
    }

    /** @param shown how messages call the folder */
    static Subject read(Kit kit, Path folder, String shown) throws IOException {
        return new Subject(kit, folder, shown);
    }

    private Parsed<YamlNode> yaml(String name) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Path file = folder.resolve(name);
        Optional<YamlNode> root = Files.isRegularFile(file)
                ? YamlDocument.parse(shown(name), Files.readAllBytes(file), problems)
                : Optional.empty();
        return new Parsed<>(root, problems);
    }

    private List<Problem> placed(List<Problem> problems) {
        return problems.stream()
                .map(p -> new Problem(shown(p.file()), p.line(), p.column(), p.severity(), p.message()))
                .toList();
    }

    private List<Problem> named(List<Problem> problems) {
        String prefix = folder + "/";
        return problems.stream()
                .map(p -> new Problem(
                        p.file().startsWith(prefix) ? shown(p.file().substring(prefix.length())) : p.file(),
                        p.line(),
                        p.column(),
                        p.severity(),
                        p.message()))
                .toList();
    }

    /** How messages call a file of the folder. */
    String shown(String file) {
        return shown + "/" + file;
    }

    /** As {@link #shown(String)}, of a file below the folder. */
    String shown(Path file) {
        return shown(folder.relativize(file).toString());
    }

    String shown() {
        return shown;
    }

    Path folder() {
        return folder;
    }

    Kit kit() {
        return kit;
    }

    Parsed<YamlNode> description() {
        return description;
    }

    Parsed<YamlNode> route() {
        return route;
    }

    Parsed<Mapping> mapping() {
        return mapping;
    }

    /** The whole adapter; its problems are of all its files. */
    Parsed<AdapterFolder> adapter() {
        return adapter;
    }

    Cases.Found cases() {
        return cases;
    }

    List<Case> good() {
        return cases.cases().stream()
                .filter(one -> one.sample().isPresent() && !one.bad())
                .toList();
    }

    List<Case> bad() {
        return cases.cases().stream()
                .filter(one -> one.sample().isPresent() && one.bad())
                .toList();
    }

    /** Which way it goes, as far as its description can be read; a source unless it says otherwise. */
    Direction direction() {
        return description
                        .value()
                        .map(root -> root.members().get("direction"))
                        .filter(member -> member.value().text().equals("sink"))
                        .isPresent()
                ? Direction.SINK
                : Direction.SOURCE;
    }

    boolean source() {
        return direction() == Direction.SOURCE;
    }

    /** @throws Skipped of a sink, for a check that looks at what a source brings */
    void requireSource(String why) throws Skipped {
        if (!source()) {
            throw new Skipped(why);
        }
    }

    Optional<RecordType> type() {
        return adapter.value().flatMap(AdapterFolder::record).flatMap(kit.types()::find);
    }

    void failed(Check check) {
        failed.add(check.id());
    }

    /** @throws Skipped if one of these checks failed: there is nothing sound to go on with */
    void require(String... checks) throws Skipped {
        for (String id : checks) {
            if (failed.contains(id)) {
                throw new Skipped("not looked at, since '" + id + "' failed");
            }
        }
    }

    /**
     * The adapter, run over its samples; at the first call it runs.
     *
     * @throws Skipped if its files are not sound enough to run it
     */
    Trial trial() throws Skipped, IOException {
        require(RouteCheck.ID, DescriptionCheck.ID, EndpointsCheck.ID, MappingCheck.ID);
        if (trial == null) {
            AdapterFolder sound = adapter.value()
                    .orElseThrow(() -> new Skipped("not looked at, since the folder is not one of an adapter"));
            trial = Trial.run(kit, this, sound);
        }
        if (trial.refused().isPresent() && !failed.contains(IsolatedCheck.ID)) {
            throw new Skipped("not looked at, since the route asked for a connection; see '" + IsolatedCheck.ID + "'");
        }
        return trial;
    }

    /** As {@link #trial()}, also where the run was stopped at a connection. */
    Trial anyTrial() throws IOException {
        try {
            return trial();
        } catch (Skipped e) {
            return trial;
        }
    }
}
