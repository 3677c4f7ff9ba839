package dev.comity.agency;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an agency's side is. Counts only.
 *
 * @param connected whether it has a session with the hub now
 * @param oldestUnsent how long the oldest envelope without a receipt has waited; zero where none waits
 */
record AgencyHealth(boolean connected, Duration oldestUnsent, AgencyStatus status) {

    /** Longer than any hub that is restarted is away. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** What needs somebody, by name; true where it does not. */
    Map<String, Boolean> checks() {
        Map<String, Boolean> checks = new LinkedHashMap<>(ready());
        checks.put("outbox", oldestUnsent.compareTo(LONGEST_WAIT) <= 0);
        checks.put("rejected", status.rejected() == 0);
        checks.put("missing", status.missing() == 0);
        return checks;
    }

    /** Whether records move. */
    Map<String, Boolean> ready() {
        return Map.of("hub", connected);
    }

    /** Gauges and counters by name, with what each counts. */
    Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("hub_connected", new Metric("1 while there is a session with the hub", connected ? 1 : 0));
        metrics.put("outbox_records", new Metric("records that wait for a receipt", status.open()));
        metrics.put(
                "outbox_oldest_seconds",
                new Metric("how long the oldest envelope without a receipt has waited", oldestUnsent.toSeconds()));
        metrics.put("sent_records", new Metric("records sealed since the folder was made", status.sent()));
        metrics.put("accepted_records", new Metric("records that the hub accepted", status.accepted()));
        metrics.put("refused_records", new Metric("records that the hub refused", status.refused()));
        metrics.put("repeated_items", new Metric("source items that brought nothing new", status.repeated()));
        metrics.put("not_sendable_items", new Metric("source items kept aside with a reason", status.notSendable()));
        metrics.put("received_deliveries", new Metric("deliveries opened and stored", status.received()));
        metrics.put("acknowledged_deliveries", new Metric("deliveries acknowledged", status.acknowledged()));
        metrics.put("rejected_messages", new Metric("messages of the hub that failed a check", status.rejected()));
        metrics.put("missing_deliveries", new Metric("deliveries announced by a later number", status.missing()));
        return metrics;
    }

    /** @param help for people */
    record Metric(String help, long value) {}
}
