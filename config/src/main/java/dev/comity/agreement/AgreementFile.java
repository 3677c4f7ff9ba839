package dev.comity.agreement;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One agreement file, read as far as it goes. Every member is asked for, so that every problem is found in one reading; an
 * agreement comes out only where there was none.
 */
final class AgreementFile {

    private final String place;
    private final YamlObject yaml;
    private final Optional<String> id;
    private final int version;
    private final Optional<Titles> titles;
    private final Optional<String> provider;
    private final Optional<String> consumer;
    private final Optional<RecordType> type;
    private final Optional<Mode> mode;
    private final Optional<String> purpose;
    private final Optional<Basis> basis;
    private final Optional<Validity> valid;
    private final Optional<Condition> jurisdiction;
    private final Optional<Condition> when;
    private final FieldLists lists;
    private final List<String> obligations;
    private final Optional<Asking> asking;
    private final List<Limit> limits;
    private final boolean necessityStated;

    AgreementFile(
            Words words, String place, Function<RecordType, ConditionCompiler> compilers, List<Problem> problems) {
        this.place = place;
        this.yaml = words.yaml();
        this.id = yaml.text("agreement");
        this.version = yaml.integer("version", 1, 1_000_000).orElse(0);
        this.titles = Titles.read(yaml);
        this.provider = words.agency("provider");
        this.consumer = words.agency("consumer");
        this.type = words.recordType();
        this.mode = words.mode();
        this.purpose = words.purpose();
        this.basis = new BasisReader(problems).read(yaml);
        this.valid = Validity.read(yaml, problems);
        this.jurisdiction = condition("jurisdiction", compilers, problems);
        this.when = condition("when", compilers, problems);
        this.lists = FieldLists.read(yaml, type, problems);
        this.obligations = yaml.list("obligations").stream()
                .flatMap(item -> Obligation.read(item, problems).stream())
                .toList();
        this.asking = new AskingReader(yaml, problems).read(mode, type);
        this.limits = new LimitReader(problems).read(yaml, mode);
        this.necessityStated = yaml.optionalText("necessity").isPresent();
        yaml.finish();
        new FileName(place).check(yaml, id, version, consumer, problems);
        eventHasNoCase(problems);
        if (provider.isPresent() && provider.equals(consumer)) {
            problems.add(words.value("consumer").error("provider and consumer are the same agency"));
        }
    }

    private Optional<Condition> condition(
            String member, Function<RecordType, ConditionCompiler> compilers, List<Problem> problems) {
        Optional<YamlNode> node = yaml.optional(member);
        if (node.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        if (node.get().kind() != YamlNode.Kind.SCALAR) {
            problems.add(
                    node.get().error("a condition is a text, and " + node.get().found() + " was found"));
            return Optional.empty();
        }
        return compilers.apply(type.get()).compile(node.get(), problems);
    }

    private void eventHasNoCase(List<Problem> problems) {
        if (mode.filter(Mode.EVENT::equals).isEmpty()) {
            return;
        }
        List.of("jurisdiction", "when").forEach(member -> {
            Optional<Condition> condition = member.equals("when") ? when : jurisdiction;
            condition
                    .filter(Condition::readsCase)
                    .ifPresent(read -> problems.add(yaml.node()
                            .members()
                            .get(member)
                            .value()
                            .error("'" + Condition.CASE_CHECKED
                                    + "' speaks of the case that a request names, and nobody asks for an event")));
        });
    }

    /** To be called only where reading found no error: then everything is there. */
    DraftAgreement draft(Path file, byte[] bytes) {
        Set<FieldPath> inputs = inputs();
        Agreement agreement = new Agreement(
                id.orElseThrow(),
                version,
                titles.orElseThrow().en(),
                titles.orElseThrow().zh(),
                provider.orElseThrow(),
                consumer.orElseThrow(),
                type.orElseThrow().id(),
                mode.orElseThrow(),
                purpose.orElseThrow(),
                basis.orElseThrow(),
                valid.orElseThrow().from(),
                valid.orElseThrow().to(),
                jurisdiction,
                when,
                lists.release().keySet(),
                releaseLines(),
                inputs,
                obligations,
                asking,
                limits,
                usesDerivedField(inputs),
                Base64Url.encode(Crypto.sha256(bytes)),
                file,
                place);
        return new DraftAgreement(
                agreement,
                type.orElseThrow(),
                lists,
                yaml.node(),
                valid.orElseThrow().place(),
                necessityStated);
    }

    private Set<FieldPath> inputs() {
        return Stream.of(jurisdiction, when)
                .flatMap(Optional::stream)
                .flatMap(condition -> condition.inputs().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<FieldPath, Integer> releaseLines() {
        Map<FieldPath, Integer> lines = new TreeMap<>();
        lists.release().forEach((leaf, item) -> lines.put(leaf, item.line()));
        return lines;
    }

    private boolean usesDerivedField(Set<FieldPath> inputs) {
        return Stream.of(lists.release().keySet(), inputs)
                .flatMap(Set::stream)
                .anyMatch(path -> type.orElseThrow().field(path).orElseThrow().derived());
    }
}
