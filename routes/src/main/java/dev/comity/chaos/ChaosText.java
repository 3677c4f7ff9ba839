package dev.comity.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.util.List;

/** How a result is told, to people and to machines. */
public final class ChaosText {

    private static final int SHOWN = 10;

    private ChaosText() {}

    /** A summary; at most ten examples of whatever is wrong. */
    public static void print(ChaosResult result, PrintWriter out) {
        out.printf("%d kills, seed %d:%n", result.kills(), result.seed());
        result.byPoint().forEach((point, kills) -> out.printf("  %4d  %s%n", kills, point));
        if (!result.notReached().isEmpty()) {
            out.printf("   not reached: %s%n", String.join(", ", result.notReached()));
        }
        out.printf("%,d records, %,d entries in the log%n", result.records(), result.entries());
        examples("lost", result.lost(), out);
        examples("doubled", result.doubled(), out);
        examples("unlogged", result.unlogged(), out);
        examples("other problems", result.problems(), out);
        result.peakMegabytes().forEach((who, peak) -> out.printf("memory peak of %s: %,d MB%n", who, peak));
        out.printf(
                "hub ready after %.1f s; %.0f s and %.0f s of CPU in all, %.1f s and %.1f s a kill%n",
                result.hubStart().toMillis() / 1e3,
                result.took().toMillis() / 1e3,
                result.cpu().toMillis() / 1e3,
                result.took().toMillis() / 1e3 / Math.max(1, result.kills()),
                result.cpu().toMillis() / 1e3 / Math.max(1, result.kills()));
        out.printf(
                "lost: %d, doubled: %d, unlogged: %d%n",
                result.lost().size(), result.doubled().size(), result.unlogged().size());
    }

    private static void examples(String what, List<String> found, PrintWriter out) {
        if (!found.isEmpty()) {
            out.printf("%s: %d%n", what, found.size());
            found.stream().limit(SHOWN).forEach(one -> out.printf("  %s%n", one));
        }
    }

    /** The same, without the verdict; the lists whole. */
    public static ObjectNode json(ChaosResult result) {
        ObjectNode json = Json.object().put("seed", result.seed()).put("kills", result.kills());
        ObjectNode byPoint = json.putObject("killsByPoint");
        result.byPoint().forEach(byPoint::put);
        list(json, "notReached", result.notReached());
        json.put("records", result.records()).put("entries", result.entries());
        list(json, "lost", result.lost());
        list(json, "doubled", result.doubled());
        list(json, "unlogged", result.unlogged());
        list(json, "problems", result.problems());
        ObjectNode peak = json.putObject("peakMegabytes");
        result.peakMegabytes().forEach(peak::put);
        return json.put("cpuMillis", result.cpu().toMillis())
                .put("hubStartMillis", result.hubStart().toMillis())
                .put("tookMillis", result.took().toMillis());
    }

    private static void list(ObjectNode json, String name, List<String> values) {
        var list = json.putArray(name);
        values.forEach(list::add);
    }
}
