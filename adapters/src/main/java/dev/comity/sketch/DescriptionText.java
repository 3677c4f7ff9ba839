package dev.comity.sketch;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.InputFormat.Kind;
import dev.comity.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The first {@code adapter.yaml}. */
final class DescriptionText {

    private final StringBuilder yaml = new StringBuilder();
    private final Order order;

    private DescriptionText(Order order) {
        this.order = order;
    }

    static String of(Order order, Optional<InputFormat> input) {
        DescriptionText text = new DescriptionText(order);
        text.head();
        input.ifPresent(text::input);
        text.parameters(input);
        if (order.from() == Order.From.HTTP
                && input.filter(format -> format.arrival() == Arrival.REQUEST).isPresent()) {
            text.line("test:");
            text.line("  headers: {Authorization: " + quoted("Bearer " + order.parameter("token")) + "}");
        }
        return text.yaml.toString();
    }

    private void head() {
        boolean source = order.direction() == Direction.SOURCE;
        line("v: 1");
        line("adapter: " + order.id());
        line("title: {en: %s, zh: %s}"
                .formatted(quoted(order.type().titleEn()), quoted(order.type().titleZh())));
        line("direction: " + (source ? "source" : "sink"));
        line("record: " + order.type().id());
        line("owner: " + quoted(order.id().substring(0, order.id().indexOf('/')) + ", to be named"));
    }

    private void input(InputFormat format) {
        line("input:");
        line("  format: "
                + format.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        if (format.arrival() == Arrival.REQUEST || format.arrival() == Arrival.MESSAGE) {
            line("  arrival: " + format.arrival().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (format.kind() == Kind.CSV) {
            if (format.delimiter() != ',') {
                line("  delimiter: " + quoted(String.valueOf(format.delimiter())));
            }
            line("  header: " + format.header());
            line("  columns: [" + quoted(format.columns()) + "]");
        }
        if (format.kind() != Kind.XML && !format.charset().equals(StandardCharsets.UTF_8)) {
            line("  charset: " + format.charset());
        }
        format.items().ifPresent(items -> line("  items: " + quoted(items)));
        if (!format.lists().isEmpty()) {
            line("  lists: [" + quoted(format.lists().stream().sorted().toList()) + "]");
        }
        line("  key: " + quoted(format.key()));
        format.mark().ifPresent(mark -> line("  mark: " + quoted(mark)));
    }

    private void parameters(Optional<InputFormat> input) {
        boolean source = order.direction() == Direction.SOURCE;
        String name = order.id().substring(order.id().indexOf('/') + 1);
        line("parameters:");
        line("  type: object");
        line("  properties:");
        switch (order.from()) {
            case FILE ->
                withDefault(
                        "folder",
                        source
                                ? "Folder into which files are dropped"
                                : "Folder into which each opened record is written",
                        "{{agency.folder}}/source/" + name);
            case SQL -> {
                asked("jdbcUrl", "JDBC URL of the database", "jdbc:postgresql://127.0.0.1:5432/agency");
                asked("jdbcUser", "user that may " + (source ? "read it" : "write it"), "agency");
                withDefault("jdbcPassword", "password of that user", "");
                if (source) {
                    asked("table", "table or view that is read", "a_table");
                    withDefault("periodMillis", "how often it is asked, in milliseconds", "2000");
                }
            }
            case HTTP -> http(source, input);
            case JMS, AMQP -> {
                boolean jms = order.from() == Order.From.JMS;
                asked(
                        "brokerUrl",
                        "URL of the agency's broker",
                        jms ? "tcp://127.0.0.1:61616" : "amqp://127.0.0.1:5672");
                withDefault("brokerUser", "user at the broker", "");
                withDefault("brokerPassword", "password of that user", "");
                asked("queue", "queue that is " + (source ? "read" : "written"), name);
            }
        }
    }

    private void http(boolean source, Optional<InputFormat> input) {
        if (!source) {
            asked("url", "URL that takes each opened record with POST", "http://127.0.0.1:8080/records");
        } else if (input.orElseThrow().arrival() == Arrival.MARK) {
            asked("url", "URL that answers what has changed", "http://127.0.0.1:8080/changes");
            withDefault("periodMillis", "how often it is asked, in milliseconds", "2000");
        } else {
            asked("httpPort", "port on which requests are taken, on the loopback address", "8480");
            withDefault(
                    "httpAddress",
                    "address to listen on; another than the loopback address only behind a gateway",
                    "127.0.0.1");
            asked("token", "what the sender puts into Authorization, after 'Bearer '", "a-token-for-tests");
        }
    }

    private void asked(String name, String title, String example) {
        line("    " + name + ":");
        line("      type: string");
        line("      title: " + quoted(title));
        line("      examples: [" + quoted(example) + "]");
    }

    private void withDefault(String name, String title, String value) {
        line("    " + name + ":");
        line("      type: string");
        line("      title: " + quoted(title));
        line("      default: " + quoted(value));
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    private static String quoted(List<String> texts) {
        return String.join(", ", texts.stream().map(DescriptionText::quoted).toList());
    }

    /** A word as it is; anything else as a JSON string, which is a YAML string. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_ -]*[A-Za-z0-9_]|[A-Za-z]")
                        && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
                ? text
                : Json.text(TextNode.valueOf(text));
    }
}
