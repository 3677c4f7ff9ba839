package dev.comity.agreement;

import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that an agreement names, each with the item of the file that names it.
 *
 * @param release leaves that the consumer gets
 * @param withhold leaves that it must not get: what is not released is withheld anyway, but a field named here cannot slip
 *     out through another one that implies it
 * @param widens leaves that this version releases and the one before did not, which both parties thus know
 * @param implied names of what the released fields tell by themselves, which both parties thus know and accept
 */
public record FieldLists(
        Map<FieldPath, YamlNode> release,
        Map<FieldPath, YamlNode> withhold,
        Map<FieldPath, YamlNode> implied,
        Map<FieldPath, YamlNode> widens) {

    /** @param type empty if it is unknown: then no path can be judged, and only the form is */
    static FieldLists read(YamlObject yaml, Optional<RecordType> type, List<Problem> problems) {
        Optional<YamlNode> releaseName = yaml.required("release");
        List<YamlNode> release = yaml.list("release");
        List<YamlNode> withhold = yaml.list("withhold");
        List<YamlNode> implied = yaml.list("implied");
        List<YamlNode> widens = yaml.list("widens");
        releaseName.ifPresent(node -> blockStyle(node, yaml.placeOf("release"), release, problems));
        if (type.isEmpty()) {
            return new FieldLists(Map.of(), Map.of(), Map.of(), Map.of());
        }
        ReleaseReader reader = new ReleaseReader(type.get(), problems);
        return new FieldLists(
                reader.leaves(release), reader.leaves(withhold), names(implied, problems), reader.leaves(widens));
    }

    /** A field is not both released and withheld by name. */
    void disjoint(List<Problem> problems) {
        withhold.forEach((leaf, item) -> {
            if (release.containsKey(leaf)) {
                problems.add(item.error("'" + leaf + "' is released on line "
                        + release.get(leaf).line() + " and withheld here"));
            }
        });
    }

    /** One path a line, so that a change of one field is a change of one line, and a line number names one field. */
    private static void blockStyle(YamlNode list, YamlNode name, List<YamlNode> items, List<Problem> problems) {
        if (list.kind() == YamlNode.Kind.SEQUENCE && items.isEmpty()) {
            problems.add(list.error("'release' is empty: an agreement releases at least one field"));
        }
        Set<Integer> lines = new HashSet<>(Set.of(name.line()));
        if (!items.stream().allMatch(item -> lines.add(item.line()))) {
            problems.add(list.error("'release' is written with one path on a line of its own, each after '- '"));
        }
    }

    private static Map<FieldPath, YamlNode> names(List<YamlNode> items, List<Problem> problems) {
        Map<FieldPath, YamlNode> names = new java.util.LinkedHashMap<>();
        for (YamlNode item : items) {
            if (item.kind() == YamlNode.Kind.SCALAR && FieldPath.isPath(item.text())) {
                names.put(FieldPath.of(item.text()), item);
            } else {
                problems.add(item.error("the name of a field was expected here"));
            }
        }
        return names;
    }
}
