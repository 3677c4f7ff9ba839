package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** How the cost of a record grows with its recipients, its fields and its size: a row for each, measured one after the other. */
public final class CostTable {

    private static final List<Integer> RECIPIENTS = List.of(1, 2, 4, 8, 16);
    private static final List<Integer> FIELDS = List.of(10, 24, 50, 100, 200);
    private static final List<String> SIZES = List.of("1500", "10000", "100000", "mix");

    /** Large records are fewer, or the sealed ones would not fit into memory. */
    private static final long MOST_BYTES = 200_000_000;

    private final BenchPlan plan;
    private final Path folder;
    private final Path program;
    private final Consumer<String> progress;

    /** @param plan of which each row changes one thing; no rate and no acknowledgements */
    public CostTable(BenchPlan plan, Path folder, Path program, Consumer<String> progress) {
        this.plan = plan;
        this.folder = folder;
        this.program = program;
        this.progress = progress;
    }

    /**
     * One row.
     *
     * @param bytes mean size of a record's JSON
     */
    public record Row(
            String varies, int recipients, int fields, String size, long bytes, double cpuMillis, double perSecond) {}

    /** @throws BenchFailed if in one of the measurements something was not delivered once and logged */
    public List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int recipients : RECIPIENTS) {
            rows.add(row("recipients", recipients, plan.fields(), plan.sizes()));
        }
        for (int fields : FIELDS) {
            rows.add(row("fields", plan.recipients(), fields, plan.sizes()));
        }
        for (String size : SIZES) {
            rows.add(row("size", plan.recipients(), plan.fields(), RecordSizes.parse(size)));
        }
        return rows;
    }

    private Row row(String varies, int recipients, int fields, RecordSizes sizes) throws Exception {
        int most = (int) Math.max(200, MOST_BYTES / sizes.mean());
        BenchPlan one = new BenchPlan(
                Math.min(plan.records(), most),
                Math.min(plan.warmUp(), most),
                plan.providers(),
                recipients,
                fields,
                sizes,
                plan.batch(),
                plan.engine(),
                false,
                1,
                plan.rate());
        progress.accept("%d recipients, %d fields, %s bytes".formatted(recipients, fields, sizes.name()));
        BenchResult result = new Bench(one, folder.resolve("row-" + System.nanoTime()), program, progress)
                .withoutCeiling()
                .run();
        return new Row(
                varies,
                recipients,
                fields,
                sizes.name(),
                sizes.mean(),
                result.cpuMillisPerRecord(),
                result.recordsPerSecond());
    }

    /** A table in Markdown. */
    public static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder(
                "| varies | recipients | fields | bytes | CPU ms a record | CPU ms a delivery | records/s |\n|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %.3f | %.3f | %.0f |%n",
                    row.varies(),
                    row.recipients(),
                    row.fields(),
                    row.size(),
                    row.cpuMillis(),
                    row.cpuMillis() / row.recipients(),
                    row.perSecond()));
        }
        return text.toString();
    }

    /** The same for machines; {@link Scaling} reads it. */
    public static ObjectNode json(List<Row> rows) {
        ObjectNode json = Json.object().put("machine", Machine.describe());
        ArrayNode list = json.putArray("rows");
        for (Row row : rows) {
            list.addObject()
                    .put("varies", row.varies())
                    .put("recipients", row.recipients())
                    .put("fields", row.fields())
                    .put("size", row.size())
                    .put("bytes", row.bytes())
                    .put("cpuMillisPerRecord", row.cpuMillis())
                    .put("recordsPerSecond", row.perSecond());
        }
        return json;
    }
}
