package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.config.Configuration;
import dev.comity.record.FieldPath;
import dev.comity.yaml.YamlDocument;
import dev.comity.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The words of an agreement file with their lines: what the agreement itself, once read, does not remember. */
final class AgreementText {

    private static final String ALL_BELOW = ".*";

    private final String place;
    private final Map<String, YamlNode.Member> members;

    private AgreementText(String place, Map<String, YamlNode.Member> members) {
        this.place = place;
        this.members = members;
    }

    static AgreementText of(Configuration configuration, Agreement agreement) {
        byte[] bytes = configuration.bundle().file(agreement.place()).orElseThrow();
        YamlNode root =
                YamlDocument.parse(agreement.place(), bytes, new ArrayList<>()).orElseThrow();
        return new AgreementText(agreement.place(), root.members());
    }

    /** The line of a member, or the first line where the file does not have it. */
    Where member(String name) {
        YamlNode.Member member = members.get(name);
        return new Where(place, member == null ? 1 : member.name().line());
    }

    /** The line under {@code list} that names a field, itself or all that is below an object around it. */
    Optional<Where> item(String list, FieldPath path) {
        YamlNode.Member member = members.get(list);
        List<YamlNode> items = member == null ? List.of() : member.value().items();
        return items.stream()
                .filter(item -> names(item.text(), path.value()))
                .findFirst()
                .map(item -> new Where(place, item.line()));
    }

    private static boolean names(String item, String path) {
        return item.equals(path) || item.endsWith(ALL_BELOW) && path.startsWith(item.substring(0, item.length() - 1));
    }

    /** Every member by its name, as text in one form: two members are the same exactly if their texts are. */
    Map<String, String> members() {
        Map<String, String> texts = new TreeMap<>();
        members.forEach((name, member) -> texts.put(name, text(member.value())));
        return texts;
    }

    private static String text(YamlNode node) {
        return switch (node.kind()) {
            case SCALAR -> node.text();
            case NULL -> "";
            case SEQUENCE -> node.items().stream().map(AgreementText::text).collect(Collectors.joining(", ", "[", "]"));
            case MAPPING ->
                node.members().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> one.getKey() + ": " + text(one.getValue().value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }
}
