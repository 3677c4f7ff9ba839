package dev.comity.agreement;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.List;
import java.util.Optional;

/**
 * An agreement lies in its consumer's folder under its own id, or of several versions {@code <id>.v<version>.yaml}, so that
 * a file name and a log entry lead to each other.
 */
record FileName(String place) {

    void check(YamlObject yaml, Optional<String> id, int version, Optional<String> consumer, List<Problem> problems) {
        String[] parts = place.split("/");
        String stem = parts[parts.length - 1].replaceFirst("\\.yaml$", "");
        boolean named = id.isEmpty() || stem.equals(id.get()) || stem.equals(id.get() + ".v" + version);
        if (!named) {
            problems.add(value(yaml, "agreement")
                    .error("agreement '" + id.get() + "' must lie in a file " + id.get() + ".yaml, and this is " + stem
                            + ".yaml"));
        }
        String folder = parts.length < 2 ? "" : parts[parts.length - 2];
        if (consumer.isPresent() && !folder.equals(consumer.get())) {
            problems.add(value(yaml, "consumer")
                    .error("an agreement of consumer '" + consumer.get() + "' must lie in the folder agreements/"
                            + consumer.get() + "/, and this is " + folder + "/"));
        }
    }

    private static YamlNode value(YamlObject yaml, String member) {
        return yaml.node().members().get(member).value();
    }
}
