package dev.comity.config;

import dev.comity.agreement.Titles;
import dev.comity.record.CreditCode;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code agencies.yaml}. */
final class AgenciesReader {

    /** What an agency may be in an agreement. */
    static final List<String> ROLES = List.of("provider", "consumer");

    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";
    private static final String DIVISION = "[1-9][0-9]([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?";

    private final AgencyLimits everyAgency;
    private final List<Problem> problems;

    /** @param everyAgency limits of an agency that has none of its own */
    AgenciesReader(AgencyLimits everyAgency, List<Problem> problems) {
        this.everyAgency = everyAgency;
        this.problems = problems;
    }

    /** Agencies with a mistake inside are in the result too: only their names are then certain, and the problems say so. */
    Map<String, AgencyEntry> read(YamlNode root) {
        YamlObject top = new YamlObject(root, problems);
        top.integer("v", 1, 1);
        Map<String, AgencyEntry> agencies = new LinkedHashMap<>();
        top.required("agencies").ifPresent(list -> {
            YamlObject object = new YamlObject(list, problems);
            list.members().values().forEach(member -> agencies.put(member.name().text(), agency(member)));
            list.members().keySet().forEach(object::optional);
        });
        top.finish();
        sameCodeTwice(agencies);
        return agencies;
    }

    private AgencyEntry agency(YamlNode.Member member) {
        String id = member.name().text();
        if (!id.matches(SLUG)) {
            problems.add(member.name().error("an agency's name is lower case letters, digits and hyphens"));
        }
        YamlObject yaml = new YamlObject(member.value(), problems);
        Optional<Titles> titles = Titles.read(yaml);
        Optional<String> code = yaml.value(
                "uscc",
                "a unified social credit code whose check characters hold (GB 32100)",
                text -> right(text, CreditCode.isValid(text)));
        Optional<String> division = yaml.value(
                "division", "a division code of 2, 4, 6, 9 or 12 digits", text -> right(text, text.matches(DIVISION)));
        Set<String> roles = new LinkedHashSet<>();
        yaml.required("roles");
        yaml.list("roles").forEach(item -> role(item).ifPresent(roles::add));
        Optional<AgencyLimits> limits = yaml.optional("limits").map(this::limits);
        yaml.finish();
        return new AgencyEntry(
                id,
                titles.map(Titles::en).orElse(""),
                titles.map(Titles::zh).orElse(""),
                code.orElse(""),
                division.orElse(""),
                // A mistake in the list is reported above; agreements are not blamed for it as well.
                roles.isEmpty() ? Set.copyOf(ROLES) : Set.copyOf(roles),
                limits,
                member.name().line());
    }

    /** What is not said is as for every agency. */
    private AgencyLimits limits(YamlNode node) {
        YamlObject yaml = new YamlObject(node, problems);
        AgencyLimits limits = new AgencyLimits(
                whole(yaml, "rate", 0, 1_000_000).orElse(everyAgency.rate()),
                whole(yaml, "burst", 1, 1_000_000).orElse(everyAgency.burst()),
                whole(yaml, "compact-bytes", 1_000, everyAgency.compactBytes()).orElse(everyAgency.compactBytes()),
                yaml.optionalValue("beyond", "wait or refuse", AgencyLimits.Beyond::of)
                        .orElse(everyAgency.beyond()));
        yaml.finish();
        return limits;
    }

    private static Optional<Integer> whole(YamlObject yaml, String name, int min, int max) {
        return yaml.optionalValue(name, "a whole number from " + min + " to " + max, text -> {
            int number = Integer.parseInt(text);
            right(text, number >= min && number <= max);
            return number;
        });
    }

    private Optional<String> role(YamlNode item) {
        if (ROLES.contains(item.text())) {
            return Optional.of(item.text());
        }
        problems.add(item.error("role '" + item.text() + "' does not exist." + Suggestion.of(item.text(), ROLES)));
        return Optional.empty();
    }

    private void sameCodeTwice(Map<String, AgencyEntry> agencies) {
        Map<String, AgencyEntry> byCode = new LinkedHashMap<>();
        for (AgencyEntry agency : agencies.values()) {
            AgencyEntry first = byCode.putIfAbsent(agency.creditCode(), agency);
            if (first != null && !agency.creditCode().isEmpty()) {
                problems.add(Problem.error(
                        "agencies.yaml",
                        agency.line(),
                        1,
                        "agency '" + agency.id() + "' has the credit code of '" + first.id() + "', line "
                                + first.line()));
            }
        }
    }

    private static String right(String text, boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not of this form");
        }
        return text;
    }
}
