package dev.comity.agreement;

import dev.comity.config.AgencyEntry;
import dev.comity.config.Purpose;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the members of one agreement file whose words come from a closed list. */
final class Words {

    private final YamlObject yaml;
    private final Registers registers;
    private final List<Problem> problems;

    Words(YamlNode root, Registers registers, List<Problem> problems) {
        this.yaml = new YamlObject(root, problems);
        this.registers = registers;
        this.problems = problems;
    }

    YamlObject yaml() {
        return yaml;
    }

    /** The value of a member that is there. */
    YamlNode value(String member) {
        return yaml.node().members().get(member).value();
    }

    /** @param role member of the file and role of the agency: {@code provider} or {@code consumer} */
    Optional<String> agency(String role) {
        Optional<String> slug = yaml.text(role);
        if (slug.isEmpty() || registers.agencies().isEmpty()) {
            return slug;
        }
        Map<String, AgencyEntry> agencies = registers.agencies().get();
        AgencyEntry agency = agencies.get(slug.get());
        if (agency == null) {
            problems.add(value(role)
                    .error("agency '" + slug.get() + "' is not in agencies.yaml."
                            + Suggestion.of(slug.get(), agencies.keySet())));
            return Optional.empty();
        }
        if (!agency.roles().contains(role)) {
            problems.add(value(role)
                    .error("agency '" + slug.get() + "' does not have the role '" + role + "' in agencies.yaml, line "
                            + agency.line()));
        }
        return slug;
    }

    Optional<RecordType> recordType() {
        Optional<String> text = yaml.text("record");
        Optional<RecordType> type = text.flatMap(RecordTypeId::parse).flatMap(registers.types()::find);
        if (text.isPresent() && type.isEmpty()) {
            unknown(
                    "record",
                    "record type",
                    text.get(),
                    registers.types().all().stream()
                            .map(known -> known.id().toString())
                            .toList());
        }
        return type;
    }

    Optional<Mode> mode() {
        return word("mode", "mode", Mode.codes()).flatMap(Mode::of);
    }

    Optional<String> purpose() {
        if (registers.purposes().isEmpty()) {
            return yaml.text("purpose");
        }
        Map<String, Purpose> purposes = registers.purposes().get();
        Optional<String> code = word("purpose", "purpose", purposes.keySet());
        code.map(purposes::get)
                .filter(Purpose::retired)
                .ifPresent(purpose -> problems.add(value("purpose")
                        .error("purpose '" + purpose.code() + "' is retired (purposes.yaml, line " + purpose.line()
                                + "): no agreement may use it")));
        return code;
    }

    private Optional<String> word(String member, String what, Collection<String> known) {
        Optional<String> word = yaml.text(member);
        if (word.isPresent() && !known.contains(word.get())) {
            unknown(member, what, word.get(), known);
            return Optional.empty();
        }
        return word;
    }

    private void unknown(String member, String what, String word, Collection<String> known) {
        problems.add(value(member).error(what + " '" + word + "' does not exist." + Suggestion.of(word, known)));
    }
}
