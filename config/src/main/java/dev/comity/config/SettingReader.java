package dev.comity.config;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads settings by their dotted names: from the environment ({@code broker.port} is {@code COMITY_BROKER_PORT}), else from
 * the file, else the default. A value that is wrong is a problem where it stands, and never the default in silence.
 */
final class SettingReader {

    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|:[^/@]*@");

    private final Map<String, String> environment;
    private final List<Problem> problems;
    private final List<Setting> read = new ArrayList<>();

    SettingReader(Map<String, String> environment, List<Problem> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    static String variable(String setting) {
        return "COMITY_" + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * @param section where the setting stands in the file; empty if the section is absent
     * @param prefix of the section with its dot, or empty
     * @param expected for the message
     */
    <T> T read(
            Optional<YamlObject> section,
            String prefix,
            String name,
            T otherwise,
            String expected,
            Function<String, T> reader) {
        Optional<YamlNode> inFile = section.flatMap(yaml -> yaml.optional(name));
        // The file's value is read although the environment wins: a mistake does not hide behind an override.
        Optional<T> file = inFile.flatMap(node -> fromFile(node, prefix + name, expected, reader));
        String variable = variable(prefix + name);
        String text = environment.get(variable);
        note(prefix + name, text, inFile, otherwise);
        return text == null
                ? file.orElse(otherwise)
                : parse(text, reader).orElseGet(() -> {
                    problems.add(Problem.error("environment", 0, 0, variable + " must be " + expected));
                    return otherwise;
                });
    }

    private void note(String setting, String environment, Optional<YamlNode> inFile, Object otherwise) {
        if (environment != null) {
            read.add(new Setting(setting, environment.strip(), variable(setting) + " in the environment"));
        } else {
            read.add(inFile.map(node -> new Setting(setting, node.text(), node.file() + ":" + node.line()))
                    .orElseGet(() -> new Setting(setting, String.valueOf(otherwise), "default")));
        }
    }

    /** Every setting that was read, in that order, with where it came from. */
    List<Setting> settings() {
        return List.copyOf(read);
    }

    private <T> Optional<T> fromFile(YamlNode node, String setting, String expected, Function<String, T> reader) {
        Optional<T> value = node.kind() == YamlNode.Kind.SCALAR ? parse(node.text(), reader) : Optional.empty();
        if (value.isEmpty()) {
            String found = node.kind() == YamlNode.Kind.SCALAR ? shown(node.text()) : node.found();
            problems.add(node.error("'" + setting + "' must be " + expected + "; found " + found));
        }
        return value;
    }

    /** What looks like a password does not go into messages and logs. */
    private static String shown(String text) {
        return SECRET.matcher(text).find()
                ? "a text that is not shown, because it may hold a password"
                : "'" + text + "'";
    }

    private static <T> Optional<T> parse(String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text.strip()));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
