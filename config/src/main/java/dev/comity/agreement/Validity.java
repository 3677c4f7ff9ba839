package dev.comity.agreement;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * {@code valid: {from: ..., to: ...}}.
 *
 * @param from first day
 * @param to last day, inclusive, not before the first
 * @param place of the mapping, for messages
 */
record Validity(LocalDate from, LocalDate to, YamlNode place) {

    static Optional<Validity> read(YamlObject parent, List<Problem> problems) {
        return parent.object("valid").flatMap(valid -> {
            Optional<LocalDate> from = valid.value("from", "a date such as 2026-01-31", LocalDate::parse);
            Optional<LocalDate> to = valid.value("to", "a date such as 2026-01-31", LocalDate::parse);
            valid.finish();
            if (from.isEmpty() || to.isEmpty()) {
                return Optional.empty();
            }
            YamlNode last = valid.node().members().get("to").value();
            if (to.get().isBefore(from.get())) {
                problems.add(last.error("the last day lies before the first"));
                return Optional.empty();
            }
            return Optional.of(new Validity(from.get(), to.get(), valid.node()));
        });
    }
}
