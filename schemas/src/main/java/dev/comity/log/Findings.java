package dev.comity.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What an audit found wrong, by check; keeps the first few of each, counts the others, and knows the first bad entry. */
public final class Findings {

    private static final int KEPT = 10;

    private final Map<String, List<Finding>> byCheck = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private OptionalLong firstUntrusted = OptionalLong.empty();

    private record Finding(String location, String detail) {}

    /** Something false that casts doubt on an entry, and so on all that follow it. */
    public void add(String check, String location, String detail, long entry) {
        add(check, location, detail);
        if (firstUntrusted.isEmpty() || entry < firstUntrusted.getAsLong()) {
            firstUntrusted = OptionalLong.of(entry);
        }
    }

    /** Something false that is about no entry. */
    public void add(String check, String location, String detail) {
        counts.merge(check, 1L, Long::sum);
        List<Finding> kept = byCheck.computeIfAbsent(check, c -> new ArrayList<>());
        if (kept.size() < KEPT) {
            kept.add(new Finding(location, detail));
        }
    }

    /** Whether nothing was found at all. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** The first entry that a finding is about, if any. */
    public OptionalLong firstUntrusted() {
        return firstUntrusted;
    }

    /** A check that fails if anything was found for it, and otherwise passes with this detail. */
    public LogVerifier.Check check(String id, String passed) {
        return counts.containsKey(id) ? failed(id) : new LogVerifier.Check(id, "pass", passed, "");
    }

    private LogVerifier.Check failed(String id) {
        List<Finding> kept = byCheck.get(id);
        StringBuilder detail = new StringBuilder();
        for (Finding finding : kept) {
            detail.append(detail.isEmpty() ? "" : "; ")
                    .append(finding.location())
                    .append(": ")
                    .append(finding.detail());
        }
        long more = counts.get(id) - kept.size();
        return new LogVerifier.Check(
                id,
                "fail",
                more > 0 ? detail + "; and " + more + " more" : detail.toString(),
                kept.get(0).location());
    }
}
