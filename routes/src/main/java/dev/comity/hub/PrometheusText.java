package dev.comity.hub;

import java.util.Locale;
import java.util.Map;

/** Metrics in the text format of Prometheus. */
final class PrometheusText {

    private final StringBuilder text = new StringBuilder();

    void gauge(String name, String help, long value) {
        head(name, help, "gauge");
        text.append("%s %d\n".formatted(name, value));
    }

    void counter(String name, String help, double value) {
        head(name, help, "counter");
        text.append(String.format(Locale.ROOT, "%s %.3f\n", name, value));
    }

    /** One counter for each value of a label. */
    void counters(String name, String help, String label, Map<String, Double> values) {
        head(name, help, "counter");
        values.forEach(
                (of, value) -> text.append(String.format(Locale.ROOT, "%s{%s=\"%s\"} %.6f\n", name, label, of, value)));
    }

    /** One gauge for each value of a label. */
    void gauges(String name, String help, String label, Map<String, Long> values) {
        head(name, help, "gauge");
        values.forEach((of, value) -> text.append("%s{%s=\"%s\"} %d\n".formatted(name, label, of, value)));
    }

    private void head(String name, String help, String type) {
        text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
