package dev.comity.agreement;

import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code limits}: items of the form {@code {answers: 3, per: P1Y}}. */
final class LimitReader {

    private static final int MOST = 1_000_000;

    private final List<Problem> problems;

    LimitReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param mode empty if it is unknown; an event counts answers only, because nobody asks for it */
    List<Limit> read(YamlObject agreement, Optional<Mode> mode) {
        List<Limit> limits = new ArrayList<>();
        Set<Limit.Kind> seen = EnumSet.noneOf(Limit.Kind.class);
        for (YamlNode item : agreement.list("limits")) {
            limit(item).ifPresent(limit -> {
                if (!seen.add(limit.kind())) {
                    problems.add(item.error("'" + limit.kind().code() + "' is limited a second time"));
                }
                if (mode.filter(Mode.EVENT::equals).isPresent() && limit.kind() != Limit.Kind.ANSWERS) {
                    problems.add(item.error("nobody asks for an event: of its limits only 'answers' has a meaning"));
                }
                limits.add(limit);
            });
        }
        return limits;
    }

    private Optional<Limit> limit(YamlNode item) {
        YamlObject yaml = new YamlObject(item, problems);
        Optional<TemporalAmount> per =
                yaml.value("per", "a duration such as PT24H or a period such as P1Y", LimitReader::amount);
        List<Limit.Kind> kinds = item.members().keySet().stream()
                .flatMap(name -> Limit.Kind.of(name).stream())
                .toList();
        if (kinds.size() != 1 && item.kind() == YamlNode.Kind.MAPPING) {
            String unknown = item.members().keySet().stream()
                    .filter(name -> !name.equals("per"))
                    .findFirst()
                    .orElse("");
            problems.add(item.error("a limit counts one of " + YamlObject.listed(Limit.Kind.codes()) + "."
                    + Suggestion.of(unknown, Limit.Kind.codes())));
            return Optional.empty();
        }
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        var most = yaml.integer(kinds.get(0).code(), 1, MOST);
        yaml.finish();
        return most.isEmpty() ? Optional.empty() : per.map(p -> new Limit(kinds.get(0), most.getAsInt(), p));
    }

    static TemporalAmount amount(String text) {
        TemporalAmount amount = text.contains("T") ? Duration.parse(text) : Period.parse(text);
        boolean rising = amount instanceof Duration duration
                ? !duration.isZero() && !duration.isNegative()
                : !((Period) amount).isZero() && !((Period) amount).isNegative();
        if (!rising) {
            throw new IllegalArgumentException("not a length of time");
        }
        return amount;
    }
}
