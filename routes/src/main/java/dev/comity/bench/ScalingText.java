package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.util.List;
import java.util.Locale;

/** The loads that docs/scaling.md speaks of, and what each needs. */
public final class ScalingText {

    private static final int SECTORS = 16;
    private static final int SERVICE_ITEMS = 76;
    private static final int COUNTIES = 3_000;
    private static final double PEAK = 8;

    /** Of the loads: a city, a province of 120 counties, and all counties with every item. */
    static final List<Scaling.Load> LOADS = List.of(
            new Scaling.Load("a county: 16 sectors, 100 records a day each", SECTORS, 100, 3, 24, PEAK),
            new Scaling.Load("a city of 12 counties", 12L * SECTORS, 400, 3, 24, PEAK),
            new Scaling.Load("a province of 120 counties", 120L * SECTORS, 400, 4, 24, PEAK),
            new Scaling.Load("76 service items in 3,000 counties", (long) COUNTIES * SERVICE_ITEMS, 60, 4, 24, PEAK),
            new Scaling.Load(
                    "16 sectors in 3,000 counties, 1,000 records a day",
                    (long) COUNTIES * SECTORS,
                    1_000,
                    4,
                    24,
                    PEAK));

    /** A small server of today. */
    static final Scaling.Node NODE = new Scaling.Node(8, 400, 0.6);

    private ScalingText() {}

    /** A table in Markdown, with the fitted cost before it. */
    public static String markdown(Scaling scaling) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "CPU microseconds a record: %.0f + %.0f for each recipient + %.1f for each field%n"
                        + "A node: %d processors, %.0f MB/s of durable writes, %.0f %% of both in use at the peak%n%n"
                        + "| load | records/s at the peak | processors | disk MB/s | nodes | used up first | log GB a year | index GB a year |%n"
                        + "|---|---|---|---|---|---|---|---|%n",
                scaling.baseMicros(),
                scaling.recipientMicros(),
                scaling.fieldMicros(),
                NODE.processors(),
                NODE.diskMegabytes(),
                NODE.used() * 100));
        for (Scaling.Load load : LOADS) {
            Scaling.Need need = scaling.need(load, NODE);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.2f | %.1f | %d | %s | %,.0f | %,.0f |%n",
                    load.name(),
                    need.recordsPerSecond(),
                    need.processors(),
                    need.diskMegabytes(),
                    need.nodes(),
                    need.first(),
                    need.logGigabytesAYear(),
                    need.indexGigabytesAYear()));
        }
        return text.toString();
    }

    /** The same for machines. */
    public static ObjectNode json(Scaling scaling) {
        ObjectNode json = Json.object()
                .put("baseMicros", scaling.baseMicros())
                .put("recipientMicros", scaling.recipientMicros())
                .put("fieldMicros", scaling.fieldMicros());
        ArrayNode list = json.putArray("loads");
        for (Scaling.Load load : LOADS) {
            Scaling.Need need = scaling.need(load, NODE);
            list.addObject()
                    .put("load", load.name())
                    .put("recordsPerSecond", need.recordsPerSecond())
                    .put("processors", need.processors())
                    .put("diskMegabytes", need.diskMegabytes())
                    .put("nodes", need.nodes())
                    .put("first", need.first())
                    .put("logGigabytesAYear", need.logGigabytesAYear())
                    .put("indexGigabytesAYear", need.indexGigabytesAYear());
        }
        return json;
    }
}
