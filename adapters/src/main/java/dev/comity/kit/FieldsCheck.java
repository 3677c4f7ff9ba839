package dev.comity.kit;

import dev.comity.adapter.InputFormat;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The mapping asks for every field that the source has and for none that it has not, and sets every field that the record type
 * requires. A misspelt name gives no error in any mapping language: the field is just not there.
 */
final class FieldsCheck implements Check {

    static final String ID = "fields";

    @Override
    public int number() {
        return 8;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "every source field is read, every field read is one, every required field is set";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        subject.requireSource("a sink maps nothing");
        Trial trial = subject.trial();
        if (trial.brought().stream().allMatch(one -> one.items().isEmpty())) {
            throw new Skipped("no sample gave an item");
        }
        List<Problem> problems = new ArrayList<>();
        sources(subject, trial, problems);
        String mapping = subject.shown(trial.adapter().mapping().orElseThrow().file());
        for (String path : RequiredFields.of(subject, trial).all()) {
            problems.add(Problem.error(
                    mapping,
                    0,
                    0,
                    "'%s' is required by %s, and no sample's record has it"
                            .formatted(path, trial.adapter().record().orElseThrow())));
        }
        return problems;
    }

    private static void sources(Subject subject, Trial trial, List<Problem> problems) throws IOException {
        Set<String> known = known(trial);
        Set<String> read = trial.adapter().mapping().orElseThrow().asksByName()
                ? read(trial, known)
                : new Perturbation(trial).effective(known);
        Map<String, String> reasons = trial.adapter().test().unread();
        Set<String> unread = new TreeSet<>(known);
        unread.removeAll(read);
        unread.removeAll(reasons.keySet());
        Mentions mentions = Mentions.in(
                subject.folder().resolve(trial.adapter().mapping().orElseThrow().file()));
        for (String path : strangers(trial, known)) {
            Optional<String> meant = mentions.misspelt(path, unread);
            meant.ifPresent(unread::remove);
            problems.add(mentions.place(subject, path)
                    .problem("'%s' is asked for here, and no sample has it%s"
                            .formatted(
                                    path,
                                    meant.map(name -> "; '" + name + "' is never read. Did you mean it?")
                                            .orElse(": add a sample that has, or correct the name"))));
        }
        for (String path : unread) {
            problems.add(place(subject, trial, path)
                    .error("the source field '%s' is never read; map it, or say under test.unread why not"
                            .formatted(path)));
        }
        stale(subject, reasons.keySet(), known, read, problems);
    }

    /** What the description calls a column, and what some sample has. */
    private static Set<String> known(Trial trial) {
        Set<String> known =
                new TreeSet<>(trial.adapter().input().map(InputFormat::columns).orElse(List.of()));
        trial.brought().stream()
                .flatMap(one -> one.items().stream())
                .filter(item -> item.item().problem().isEmpty())
                .forEach(item -> known.addAll(Reads.leaves(item.item().content())));
        return known;
    }

    private static Set<String> read(Trial trial, Set<String> known) {
        Set<String> read = new TreeSet<>();
        known.stream().filter(path -> trial.reads().includes(path)).forEach(read::add);
        // The agency's side reads these itself.
        trial.adapter().input().flatMap(InputFormat::mark).ifPresent(read::add);
        trial.adapter().input().map(InputFormat::key).ifPresent(read::add);
        return read;
    }

    /** What was asked for and is neither a field nor an object around one. */
    private static Set<String> strangers(Trial trial, Set<String> known) {
        Set<String> strangers = new TreeSet<>(trial.reads().asked());
        strangers.removeIf(asked -> known.stream()
                .anyMatch(path -> path.equals(asked) || path.startsWith(asked + ".") || path.startsWith(asked + "[")));
        return strangers;
    }

    private static YamlNode place(Subject subject, Trial trial, String path) throws IOException {
        YamlNode description = subject.description().value().orElseThrow();
        Optional<YamlNode> column = Parameters.member(description, "input")
                .flatMap(input -> Parameters.member(input, "columns"))
                .flatMap(list -> list.items().stream()
                        .map(item -> Parameters.member(item, "name").orElse(item))
                        .filter(item -> item.text().equals(path))
                        .findFirst());
        return column.isPresent()
                ? column.get()
                : inSample(subject, trial, path).orElse(description);
    }

    private static Optional<YamlNode> inSample(Subject subject, Trial trial, String path) throws IOException {
        String name = path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
        for (Brought one : trial.brought()) {
            boolean has = one.items().stream()
                    .map(item -> item.item().content())
                    .anyMatch(item -> Reads.leaves(item).contains(path));
            if (has) {
                Optional<YamlNode> found = JsonFile.read(
                                subject, one.of().sample().orElseThrow(), new ArrayList<>())
                        .flatMap(file -> named(file.places(), name));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<YamlNode> named(YamlNode node, String name) {
        YamlNode.Member member = node.members().get(name);
        if (member != null) {
            return Optional.of(member.name());
        }
        List<YamlNode> inside = new ArrayList<>(node.items());
        node.members().values().forEach(one -> inside.add(one.value()));
        return inside.stream().flatMap(one -> named(one, name).stream()).findFirst();
    }

    private static void stale(
            Subject subject, Set<String> reasons, Set<String> known, Set<String> read, List<Problem> problems) {
        YamlNode description = subject.description().value().orElseThrow();
        Optional<YamlNode> listed =
                Parameters.member(description, "test").flatMap(test -> Parameters.member(test, "unread"));
        for (String name : reasons) {
            YamlNode place = listed.map(node -> node.members().get(name).name()).orElse(description);
            if (!known.contains(name)) {
                problems.add(place.error("no sample has a field '" + name + "'." + Suggestion.of(name, known)));
            } else if (read.contains(name)) {
                problems.add(place.error("'" + name + "' is read after all; take it out of test.unread"));
            }
        }
    }
}
