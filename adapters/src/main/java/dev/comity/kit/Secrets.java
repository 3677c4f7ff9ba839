package dev.comity.kit;

import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for what must not stand in an adapter's folder: keys, passwords, tokens. It says where, and never what. */
final class Secrets {

    private static final Pattern NAME =
            Pattern.compile("(?i).*(password|passphrase|passwd|secret|token|credential|api[-_]?key|private[-_]?key).*");
    private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern IN_URL = Pattern.compile("(?i)://[^/@\\s:{}]+:[^/@\\s{}]+@"
            + "|[?;&][A-Za-z0-9._-]*(password|passphrase|passwd|pwd|secret|token|credential|api[-_]?key|private[-_]?key)"
            + "[A-Za-z0-9._-]*=(?!RAW\\(\\{\\{|[{#&;\\s]|$)");
    private static final String WORDS =
            "this looks like a secret: it belongs in the agency's settings, as a parameter without a default";

    private final Subject subject;
    private final List<Problem> problems = new ArrayList<>();

    Secrets(Subject subject) {
        this.subject = subject;
    }

    List<Problem> found() throws IOException {
        keys();
        subject.description().value().ifPresent(root -> {
            Parameters.properties(root).forEach(this::parameter);
            urls(root);
        });
        subject.route().value().ifPresent(root -> {
            for (EndpointUse use : EndpointUse.in(root)) {
                options(use.parameters());
            }
            beans(root);
            urls(root);
        });
        return problems;
    }

    private void keys() throws IOException {
        try (Stream<Path> files = Files.walk(subject.folder())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String[] lines =
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    if (KEY.matcher(lines[i]).find()) {
                        problems.add(Problem.error(subject.shown(file), i + 1, 1, "a private key stands here"));
                    }
                }
            }
        }
    }

    private void parameter(String name, YamlNode property) {
        Parameters.member(property, "default")
                .filter(value -> NAME.matcher(name).matches() && literal(value))
                .ifPresent(value -> problems.add(value.error(WORDS)));
    }

    private void options(Map<String, YamlNode.Member> members) {
        members.forEach((name, member) -> {
            if (NAME.matcher(name).matches() && literal(member.value())) {
                problems.add(member.value().error(WORDS));
            }
        });
    }

    private void beans(YamlNode node) {
        Parameters.member(node, "beans")
                .ifPresent(list -> list.items().forEach(bean -> {
                    Parameters.member(bean, "properties").ifPresent(properties -> options(properties.members()));
                    Parameters.member(bean, "constructors").ifPresent(values -> options(values.members()));
                }));
        node.items().forEach(this::beans);
    }

    private static boolean literal(YamlNode value) {
        return value.kind() == YamlNode.Kind.SCALAR
                && !value.text().isEmpty()
                && !value.text().startsWith("{{")
                && !value.text().startsWith("#")
                && !value.text().contains("${");
    }

    private void urls(YamlNode node) {
        if (IN_URL.matcher(node.text()).find()) {
            problems.add(node.error(WORDS));
        }
        node.members().values().forEach(member -> urls(member.value()));
        node.items().forEach(this::urls);
    }
}
