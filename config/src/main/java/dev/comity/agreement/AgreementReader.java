package dev.comity.agreement;

import dev.comity.config.AgencyEntry;
import dev.comity.config.Purpose;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one agreement file and holds every word of it against the registers and the record type. */
public final class AgreementReader {

    private final Registers registers;
    private final List<Problem> problems;
    private final Map<String, Set<String>> brokenReleases = new TreeMap<>();

    public AgreementReader(Registers registers, List<Problem> problems) {
        this.registers = registers;
        this.problems = problems;
    }

    /**
     * @param file on this machine
     * @param place {@code agreements/<consumer>/<name>.yaml}, for messages
     * @return empty if there is any error in the file; all of them are in the problems
     */
    public Optional<DraftAgreement> read(Path file, String place, byte[] bytes) {
        int before = errors();
        Optional<YamlNode> root = YamlDocument.parse(place, bytes, problems);
        Optional<DraftAgreement> draft = root.flatMap(node -> new OneFile(file, place, bytes, node).read());
        if (errors() > before) {
            root.ifPresent(node -> brokenReleases
                    .computeIfAbsent(file.getParent().getFileName().toString(), folder -> new TreeSet<>())
                    .addAll(releaseTexts(node)));
            return Optional.empty();
        }
        return draft;
    }

    /**
     * What files with errors meant to release, by their consumer's folder: the checks over several agreements count it as
     * released, so that one mistake is reported once.
     */
    public Map<String, Set<String>> brokenReleases() {
        return brokenReleases;
    }

    private static Set<String> releaseTexts(YamlNode root) {
        YamlNode.Member release = root.members().get("release");
        return release == null
                ? Set.of()
                : release.value().items().stream().map(YamlNode::text).collect(Collectors.toSet());
    }

    private int errors() {
        return (int) problems.stream().filter(Problem::isError).count();
    }

    /** One reading; asks for every member first, so that all problems are found, and puts together what is there. */
    private final class OneFile {

        private final Path file;
        private final String place;
        private final byte[] bytes;
        private final YamlObject yaml;

        OneFile(Path file, String place, byte[] bytes, YamlNode root) {
            this.file = file;
            this.place = place;
            this.bytes = bytes;
            this.yaml = new YamlObject(root, problems);
        }

        Optional<DraftAgreement> read() {
            Optional<String> id = yaml.text("agreement");
            int version = yaml.integer("version", 1, 1_000_000).orElse(0);
            Optional<Titles> titles = Titles.read(yaml);
            Optional<String> provider = agency("provider", "provider");
            Optional<String> consumer = agency("consumer", "consumer");
            Optional<RecordType> type = recordType();
            Optional<Mode> mode = mode();
            Optional<String> purpose = purpose();
            Optional<Basis> basis = new BasisReader(problems).read(yaml);
            Optional<Validity> valid = Validity.read(yaml, problems);
            Optional<YamlNode> jurisdiction = yaml.optional("jurisdiction");
            Optional<YamlNode> when = yaml.optional("when");
            Optional<String> necessity = yaml.optionalText("necessity");
            FieldLists lists = FieldLists.read(yaml, type, problems);
            List<String> obligations = yaml.list("obligations").stream()
                    .flatMap(item -> Obligation.read(item, problems).stream())
                    .toList();
            yaml.finish();
            new FileName(place).check(yaml, id, version, consumer, problems);
            differentAgencies(provider, consumer);
            Optional<Condition> jurisdictionRule = condition(jurisdiction, type);
            Optional<Condition> whenRule = condition(when, type);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            new Bounds(type.get(), yaml, problems).check(lists, basis, necessity.isPresent());
            if (id.isEmpty()
                    || titles.isEmpty()
                    || provider.isEmpty()
                    || consumer.isEmpty()
                    || mode.isEmpty()
                    || purpose.isEmpty()
                    || basis.isEmpty()
                    || valid.isEmpty()
                    || version == 0
                    || lists.release().isEmpty()
                    || provider.equals(consumer)) {
                return Optional.empty();
            }
            Set<FieldPath> inputs = inputs(jurisdictionRule, whenRule);
            Agreement agreement = new Agreement(
                    id.get(),
                    version,
                    titles.get().en(),
                    titles.get().zh(),
                    provider.get(),
                    consumer.get(),
                    type.get().id(),
                    mode.get(),
                    purpose.get(),
                    basis.get(),
                    valid.get().from(),
                    valid.get().to(),
                    jurisdictionRule,
                    whenRule,
                    lists.release().keySet(),
                    lines(lists.release()),
                    inputs,
                    obligations,
                    derived(type.get(), lists.release().keySet(), inputs),
                    Base64Url.encode(Crypto.sha256(bytes)),
                    file,
                    place);
            return Optional.of(new DraftAgreement(
                    agreement, type.get(), lists, yaml.node(), valid.get().place()));
        }

        private Optional<String> agency(String member, String role) {
            Optional<String> slug = yaml.text(member);
            if (slug.isEmpty() || registers.agencies().isEmpty()) {
                return slug;
            }
            Map<String, AgencyEntry> agencies = registers.agencies().get();
            AgencyEntry agency = agencies.get(slug.get());
            YamlNode value = yaml.node().members().get(member).value();
            if (agency == null) {
                problems.add(value.error("agency '" + slug.get() + "' is not in agencies.yaml."
                        + Suggestion.of(slug.get(), agencies.keySet())));
            } else if (!agency.roles().contains(role)) {
                problems.add(value.error("agency '" + slug.get() + "' does not have the role '" + role
                        + "' in agencies.yaml, line " + agency.line()));
            }
            return agency == null ? Optional.empty() : slug;
        }

        private void differentAgencies(Optional<String> provider, Optional<String> consumer) {
            if (provider.isPresent() && provider.equals(consumer)) {
                problems.add(yaml.node()
                        .members()
                        .get("consumer")
                        .value()
                        .error("provider and consumer are the same agency"));
            }
        }

        private Optional<RecordType> recordType() {
            Optional<String> text = yaml.text("record");
            Optional<RecordType> type = text.flatMap(RecordTypeId::parse).flatMap(registers.types()::find);
            if (text.isPresent() && type.isEmpty()) {
                List<String> known = registers.types().all().stream()
                        .map(t -> t.id().toString())
                        .toList();
                problems.add(yaml.node()
                        .members()
                        .get("record")
                        .value()
                        .error("record type '" + text.get() + "' does not exist." + Suggestion.of(text.get(), known)));
            }
            return type;
        }

        private Optional<Mode> mode() {
            return word("mode", "mode", Mode.codes()).flatMap(Mode::of);
        }

        private Optional<String> purpose() {
            if (registers.purposes().isEmpty()) {
                return yaml.text("purpose");
            }
            Map<String, Purpose> purposes = registers.purposes().get();
            Optional<String> code = word("purpose", "purpose", List.copyOf(purposes.keySet()));
            code.map(purposes::get)
                    .filter(Purpose::retired)
                    .ifPresent(purpose -> problems.add(yaml.node()
                            .members()
                            .get("purpose")
                            .value()
                            .error("purpose '" + purpose.code() + "' is retired (purposes.yaml, line " + purpose.line()
                                    + "): no agreement may use it")));
            return code;
        }

        private Optional<String> word(String member, String what, List<String> known) {
            return yaml.text(member).filter(word -> {
                if (!known.contains(word)) {
                    problems.add(yaml.node()
                            .members()
                            .get(member)
                            .value()
                            .error(what + " '" + word + "' does not exist." + Suggestion.of(word, known)));
                }
                return known.contains(word);
            });
        }

        private Optional<Condition> condition(Optional<YamlNode> node, Optional<RecordType> type) {
            if (node.isEmpty() || type.isEmpty()) {
                return Optional.empty();
            }
            if (node.get().kind() != YamlNode.Kind.SCALAR) {
                problems.add(node.get()
                        .error("a condition is a text, and " + node.get().found() + " was found"));
                return Optional.empty();
            }
            return new ConditionCompiler(type.get()).compile(node.get(), problems);
        }
    }

    @SafeVarargs
    private static Set<FieldPath> inputs(Optional<Condition>... conditions) {
        Set<FieldPath> inputs = new TreeSet<>();
        for (Optional<Condition> condition : conditions) {
            condition.map(Condition::inputs).ifPresent(inputs::addAll);
        }
        return inputs;
    }

    private static Map<FieldPath, Integer> lines(Map<FieldPath, YamlNode> release) {
        return release.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().line(), (a, b) -> a, TreeMap::new));
    }

    private static boolean derived(RecordType type, Set<FieldPath> release, Set<FieldPath> inputs) {
        return Stream.of(release, inputs)
                .flatMap(Set::stream)
                .anyMatch(path -> type.field(path).orElseThrow().derived());
    }
}
