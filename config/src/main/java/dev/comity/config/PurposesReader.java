package dev.comity.config;

import dev.comity.agreement.PrivacyVocabulary;
import dev.comity.agreement.Titles;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code purposes.yaml}: the closed register of purposes, each with its W3C DPV term. */
final class PurposesReader {

    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";

    private final List<Problem> problems;

    PurposesReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** Purposes with a mistake inside are in the result too: only their names are then certain, and the problems say so. */
    Map<String, Purpose> read(YamlNode root) {
        YamlObject top = new YamlObject(root, problems);
        top.integer("v", 1, 1);
        Map<String, Purpose> purposes = new LinkedHashMap<>();
        top.required("purposes").ifPresent(list -> {
            YamlObject object = new YamlObject(list, problems);
            list.members().values().forEach(member -> purposes.put(member.name().text(), purpose(member)));
            list.members().keySet().forEach(object::optional);
        });
        top.finish();
        return purposes;
    }

    private Purpose purpose(YamlNode.Member member) {
        String code = member.name().text();
        if (!code.matches(SLUG)) {
            problems.add(member.name().error("a purpose's code is lower case letters, digits and hyphens"));
        }
        YamlObject yaml = new YamlObject(member.value(), problems);
        Optional<Titles> titles = Titles.read(yaml);
        Optional<String> dpv = yaml.text("dpv").filter(term -> known(yaml, term));
        boolean retired = yaml.optionalValue("retired", "true or false", PurposesReader::truth)
                .orElse(false);
        yaml.finish();
        Titles named = titles.orElse(new Titles("", ""));
        return new Purpose(
                code,
                named.en(),
                named.zh(),
                dpv.orElse(""),
                digest(code, named, dpv.orElse("")),
                retired,
                member.name().line());
    }

    private boolean known(YamlObject yaml, String term) {
        boolean known = PrivacyVocabulary.purposes().contains(term);
        if (!known) {
            problems.add(yaml.node()
                    .members()
                    .get("dpv")
                    .value()
                    .error("'" + term + "' is no purpose of the W3C Data Privacy Vocabulary 2.3."
                            + Suggestion.of(term, PrivacyVocabulary.purposes())));
        }
        return known;
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither");
        }
        return text.equals("true");
    }

    /** What a signature under an agreement pins: the meaning. Whether the purpose is retired later is not part of it. */
    private static String digest(String code, Titles titles, String dpv) {
        String text = String.join("\n", "comity-purpose/1", code, titles.en(), titles.zh(), dpv) + "\n";
        return Base64Url.encode(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
