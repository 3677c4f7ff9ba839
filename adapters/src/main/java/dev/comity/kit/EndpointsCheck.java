package dev.comity.kit;

import dev.comity.adapter.RouteFile;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;

/**
 * Every endpoint and every option of it is one that Camel's catalog knows, and every placeholder and bean is declared. A test with
 * stand-ins would pass over a misspelt option, and some components hand unknown options to the outside.
 */
final class EndpointsCheck implements Check {

    static final String ID = "endpoints";

    private CamelCatalog catalog;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "every endpoint, option and placeholder of the route is known";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        subject.require(RouteCheck.ID);
        YamlNode route = subject.route().value().orElseThrow(() -> new Skipped("there is no route to look at"));
        Parameters parameters = Parameters.of(subject);
        List<Problem> problems = new ArrayList<>(parameters.undeclared(route));
        Optional<YamlNode> description = subject.description().value();
        description
                .flatMap(root -> Parameters.member(root, "parameters"))
                .ifPresent(node -> problems.addAll(parameters.undeclared(node)));
        description.ifPresent(root -> Parameters.properties(root).forEach((name, node) -> {
            if (node.members().get("default") == null && node.members().get("examples") == null) {
                problems.add(node.error(
                        "'" + name + "' has neither a default nor examples: there is nothing to test the route with"));
            }
        }));
        Set<String> beans = new TreeSet<>(RouteFile.BEANS);
        beans(route, beans);
        for (EndpointUse use : EndpointUse.in(route)) {
            endpoint(use, parameters, problems);
            references(use, beans, problems);
        }
        return problems;
    }

    private static void beans(YamlNode node, Set<String> names) {
        Parameters.member(node, "beans")
                .ifPresent(list -> list.items()
                        .forEach(bean -> Parameters.member(bean, "name").ifPresent(name -> names.add(name.text()))));
        node.items().forEach(item -> beans(item, names));
    }

    private static void references(EndpointUse use, Set<String> beans, List<Problem> problems) {
        use.parameters().forEach((name, member) -> {
            String value = member.value().text();
            boolean named = value.startsWith("#") && !value.startsWith("#class:") && !value.startsWith("#type:");
            String bean =
                    value.startsWith("#bean:") ? value.substring("#bean:".length()) : value.replaceFirst("^#", "");
            if (named && !beans.contains(bean)) {
                problems.add(member.value()
                        .error("no bean '" + bean + "' is declared in this route." + Suggestion.of(bean, beans)));
            }
        });
    }

    private synchronized CamelCatalog catalog() {
        if (catalog == null) {
            catalog = new DefaultCamelCatalog(true);
        }
        return catalog;
    }

    private void endpoint(EndpointUse use, Parameters parameters, List<Problem> problems) {
        String base = value(parameters.resolved(use.uri().text()), use.dynamic());
        StringBuilder uri = new StringBuilder(base);
        use.parameters()
                .forEach((name, member) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value(parameters.resolved(member.value().text()), use.dynamic()))));
        // Asking for one side at a time would refuse options of the other; both sides are told apart below.
        EndpointValidationResult found =
                catalog().validateEndpointProperties(uri.toString(), false, use.consumer(), !use.consumer());
        if (found.getUnknownComponent() != null) {
            problems.add(use.uri()
                    .error("Camel has no component '" + found.getUnknownComponent() + "'"
                            + Suggestion.of(
                                    found.getUnknownComponent(), catalog().findComponentNames())));
        } else if (found.getSyntaxError() != null) {
            problems.add(use.uri().error("not the syntax of this endpoint: " + found.getSyntaxError()));
        } else if (found.getIncapable() != null) {
            problems.add(use.uri().error("Camel's catalog cannot tell what this endpoint is"));
        } else {
            options(use, found, problems);
        }
    }

    /** Where a message decides, the catalog is told that it cannot know the value. */
    private static String value(String text, boolean dynamic) {
        return dynamic ? text.replaceAll("\\$\\{[^}]*}", "{{message}}") : text;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void options(EndpointUse use, EndpointValidationResult found, List<Problem> problems) {
        each(
                found.getUnknown(),
                name -> {
                    String[] near = found.getUnknownSuggestions() == null
                            ? null
                            : found.getUnknownSuggestions().get(name);
                    return "'" + name + "' is no option of this endpoint."
                            + (near == null || near.length == 0 ? "" : " Did you mean '" + near[0] + "'?");
                },
                use,
                problems);
        each(
                found.getLenient(),
                name -> "'" + name + "' is no option of this endpoint, which would send it outside",
                use,
                problems);
        each(found.getRequired(), name -> "the option '" + name + "' is missing", use, problems);
        each(
                found.getNotConsumerOnly(),
                name -> "'" + name + "' is an option for sending, and this is received from",
                use,
                problems);
        each(
                found.getNotProducerOnly(),
                name -> "'" + name + "' is an option for receiving, and this is sent to",
                use,
                problems);
        kinds(found.getInvalidBoolean(), "true or false", use, problems);
        kinds(found.getInvalidInteger(), "a whole number", use, problems);
        kinds(found.getInvalidNumber(), "a number", use, problems);
        kinds(found.getInvalidDuration(), "a duration, for instance 5000 or 5s", use, problems);
        kinds(found.getInvalidReference(), "a reference, #NAME", use, problems);
        if (found.getInvalidEnum() != null) {
            found.getInvalidEnum()
                    .keySet()
                    .forEach(name -> problems.add(place(use, name)
                            .error("'" + name + "' must be one of " + String.join(", ", found.getEnumChoices(name)))));
        }
    }

    private static void kinds(Map<String, String> wrong, String kind, EndpointUse use, List<Problem> problems) {
        if (wrong != null) {
            wrong.keySet().forEach(name -> problems.add(place(use, name).error("'" + name + "' must be " + kind)));
        }
    }

    private static void each(
            Set<String> names, UnaryOperator<String> message, EndpointUse use, List<Problem> problems) {
        if (names != null) {
            names.forEach(name -> problems.add(place(use, name).error(message.apply(name))));
        }
    }

    private static YamlNode place(EndpointUse use, String option) {
        YamlNode.Member member = use.parameters().get(option);
        return member == null ? use.uri() : member.name();
    }
}
