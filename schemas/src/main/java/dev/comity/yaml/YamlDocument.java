package dev.comity.yaml;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML 1.2 (the JSON-like core schema) as nodes with places. Aliases are not expanded beyond a small limit. */
public final class YamlDocument {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setMaxAliasesForCollections(10)
            .setAllowRecursiveKeys(false)
            .setCodePointLimit(4 * 1024 * 1024)
            // A name that occurs twice is reported by YamlNode with both places, together with everything else.
            .setAllowDuplicateKeys(true)
            .build();

    private YamlDocument() {}

    /**
     * @param file how messages call it
     * @param bytes UTF-8
     * @param problems gets what is wrong: a text that is not YAML, names that occur twice
     * @return empty if the text is not YAML or is empty
     */
    public static Optional<YamlNode> parse(String file, byte[] bytes, List<Problem> problems) {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeInputStream(new ByteArrayInputStream(bytes));
            if (root.isEmpty()) {
                problems.add(Problem.error(file, 1, 1, "the file is empty"));
                return Optional.empty();
            }
            return Optional.of(YamlNode.of(file, root.get(), problems));
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark();
            int line = mark.map(m -> m.getLine() + 1).orElse(1);
            int column = mark.map(m -> m.getColumn() + 1).orElse(1);
            problems.add(Problem.error(file, line, column, "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(Problem.error(file, 1, 1, "not one YAML document"));
        }
        return Optional.empty();
    }
}
