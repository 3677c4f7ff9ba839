package dev.comity.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a record costs as a function of its recipients and fields, fitted to measured rows, and what follows for a country: how many
 * processors and how much disk an exchange needs at its peak, and what is used up first. Pure.
 *
 * @param baseMicros CPU of a record whatever becomes of it
 * @param recipientMicros more for each recipient
 * @param fieldMicros more for each field
 */
public record Scaling(double baseMicros, double recipientMicros, double fieldMicros) {

    private static final double DAY_SECONDS = 86_400;
    private static final int DISCLOSURE_BYTES = 110;
    private static final int ENTRY_BYTES = 1_000;
    private static final int ENTRY_FIELD_BYTES = 75;
    private static final int BODY_BYTES = 1_500;
    private static final int PROPERTIES_BYTES = 2_000;
    private static final int INDEX_ROW_BYTES = 450;

    /**
     * Fits the three figures to measured rows by least squares.
     *
     * @throws IllegalArgumentException if the rows do not vary in recipients and in fields
     */
    public static Scaling fit(List<CostTable.Row> rows) {
        List<CostTable.Row> plain =
                rows.stream().filter(row -> !row.varies().equals("size")).toList();
        double[][] sums = new double[3][4];
        for (CostTable.Row row : plain) {
            double[] x = {1, row.recipients(), row.fields()};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    sums[i][j] += x[i] * x[j];
                }
                sums[i][3] += x[i] * row.cpuMillis() * 1_000;
            }
        }
        double[] solved = solve(sums);
        return new Scaling(solved[0], solved[1], solved[2]);
    }

    /** Gauss with pivots, of three equations. */
    private static double[] solve(double[][] rows) {
        for (int i = 0; i < 3; i++) {
            int best = i;
            for (int j = i + 1; j < 3; j++) {
                best = Math.abs(rows[j][i]) > Math.abs(rows[best][i]) ? j : best;
            }
            double[] pivot = rows[best];
            rows[best] = rows[i];
            rows[i] = pivot;
            if (Math.abs(pivot[i]) < 1e-9) {
                throw new IllegalArgumentException("rows with several numbers of recipients and of fields are needed");
            }
            for (int j = 0; j < 3; j++) {
                double factor = j == i ? 0 : rows[j][i] / pivot[i];
                for (int k = i; k < 4; k++) {
                    rows[j][k] -= factor * pivot[k];
                }
            }
        }
        return new double[] {rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
    }

    /** Reads what {@link CostTable#json} wrote. @throws IllegalArgumentException for something else */
    public static Scaling of(JsonNode table) {
        List<CostTable.Row> rows = new ArrayList<>();
        for (JsonNode row : table.path("rows")) {
            rows.add(new CostTable.Row(
                    row.path("varies").asText(),
                    row.path("recipients").asInt(),
                    row.path("fields").asInt(),
                    row.path("size").asText(),
                    row.path("bytes").asLong(),
                    row.path("cpuMillisPerRecord").asDouble(),
                    row.path("recordsPerSecond").asDouble()));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("the rows that 'comity bench --table -o json' writes were expected");
        }
        return fit(rows);
    }

    /** CPU microseconds of one record. */
    public double micros(double recipients, double fields) {
        return baseMicros + recipients * recipientMicros + fields * fieldMicros;
    }

    /**
     * Who exchanges what.
     *
     * @param agencies that send
     * @param recordsADay of each of them
     * @param peak how much more there is in the busiest second than on average
     */
    public record Load(String name, long agencies, double recordsADay, double recipients, double fields, double peak) {

        double perSecond() {
            return agencies * recordsADay / DAY_SECONDS * peak;
        }
    }

    /**
     * One machine of a cluster.
     *
     * @param diskMegabytes that it writes a second, durably
     * @param used share of processors and disk that may be in use at the peak
     */
    public record Node(int processors, double diskMegabytes, double used) {}

    /**
     * What a load needs.
     *
     * @param processors in use at the peak
     * @param diskMegabytes a second at the peak: journal, log and evidence
     * @param nodes of this kind that carry it
     * @param first what is used up first on a node
     * @param logGigabytesAYear entries and tiles
     * @param indexGigabytesAYear search index
     */
    public record Need(
            Load load,
            double recordsPerSecond,
            double processors,
            double diskMegabytes,
            long nodes,
            String first,
            double logGigabytesAYear,
            double indexGigabytesAYear) {}

    public Need need(Load load, Node node) {
        double perSecond = load.perSecond();
        double processors = perSecond * micros(load.recipients(), load.fields()) / 1e6;
        double disk = perSecond * bytes(load) / 1e6;
        double byProcessors = processors / (node.processors() * node.used());
        double byDisk = disk / (node.diskMegabytes() * node.used());
        double yearly = load.agencies() * load.recordsADay() * 365;
        return new Need(
                load,
                perSecond,
                processors,
                disk,
                Math.max(1, (long) Math.ceil(Math.max(byProcessors, byDisk))),
                byProcessors >= byDisk ? "processors" : "disk",
                yearly * logBytes(load) / 1e9,
                yearly * (1 + load.recipients()) * INDEX_ROW_BYTES / 1e9);
    }

    /** In the broker's journal bodies are UTF-8, while properties (entry and proof) take two bytes a character; a delivery holds a third of the fields. */
    private static double bytes(Load load) {
        double envelope = 1_000 + load.fields() * DISCLOSURE_BYTES;
        double delivery = BODY_BYTES
                + load.fields() / 3 * DISCLOSURE_BYTES
                + 2 * (PROPERTIES_BYTES + load.fields() * ENTRY_FIELD_BYTES);
        double receipt = BODY_BYTES + 2 * PROPERTIES_BYTES;
        return envelope + load.recipients() * delivery + receipt + 2 * envelope + logBytes(load);
    }

    private static double logBytes(Load load) {
        return ENTRY_BYTES + load.recipients() * (ENTRY_BYTES + load.fields() * ENTRY_FIELD_BYTES);
    }
}
