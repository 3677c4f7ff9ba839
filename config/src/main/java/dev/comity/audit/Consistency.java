package dev.comity.audit;

import dev.comity.command.Report;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.LogReader;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.Check;
import dev.comity.log.Merkle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether one checkpoint extends another: nothing that the older covers was removed or rewritten. */
final class Consistency {

    static final String ID = "log.consistency";

    private Consistency() {}

    /**
     * @param name of the older one's file
     * @param reader of the log that has the proof; its checkpoint is the newer one
     */
    static List<Report.Item> checks(
            String name, Checkpoint older, Checkpoint newer, LogReader reader, TrustAnchors trust) throws IOException {
        List<Report.Item> checks = new ArrayList<>();
        Check signed = LogVerifier.signatures(older, trust).get(0);
        if (!signed.status().equals("pass")) {
            checks.add(new Report.Item(ID, signed.status(), "the older one: " + signed.detail(), name));
            return checks;
        }
        checks.add(check(name, older, newer, reader));
        return checks;
    }

    private static Report.Item check(String name, Checkpoint older, Checkpoint newer, LogReader reader)
            throws IOException {
        if (!older.origin().equals(newer.origin())) {
            return new Report.Item(ID, "unknown", "they are checkpoints of two logs", name);
        }
        if (older.size() > newer.size()) {
            return fail(
                    name,
                    "%,d entries were there, and now there are %,d: entries were removed"
                            .formatted(older.size(), newer.size()));
        }
        if (older.size() == newer.size()) {
            return Arrays.equals(older.root(), newer.root())
                    ? pass(name, "the same %,d entries".formatted(older.size()))
                    : fail(
                            name,
                            "a fork: two checkpoints over %,d entries with different roots".formatted(older.size()));
        }
        boolean extended = older.size() == 0
                || Merkle.verifyConsistency(
                        older.size(), newer.size(), older.root(), newer.root(), reader.consistency(older.size()));
        return extended
                ? pass(name, "the first %,d of %,d entries are the same".formatted(older.size(), newer.size()))
                : fail(name, "the log does not prove that it begins with these %,d entries".formatted(older.size()));
    }

    private static Report.Item pass(String name, String detail) {
        return new Report.Item(ID, "pass", detail, name);
    }

    private static Report.Item fail(String name, String detail) {
        return new Report.Item(ID, "fail", detail, name);
    }
}
