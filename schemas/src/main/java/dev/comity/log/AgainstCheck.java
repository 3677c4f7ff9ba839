package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the log still begins with what the auditor's own checkpoints cover. The tree is recomputed from the entries anyway,
 * so no consistency proof is needed: its root at the old size is the old root, or something was removed or rewritten.
 */
final class AgainstCheck implements RootWatch {

    private final List<KnownCheckpoint> known;
    private final TrustAnchors trust;
    private final Map<Long, byte[]> roots = new TreeMap<>();

    AgainstCheck(List<KnownCheckpoint> known, TrustAnchors trust) {
        this.known = known.stream()
                .sorted(Comparator.comparingLong(k -> k.checkpoint().size()))
                .toList();
        this.trust = trust;
        this.known.forEach(k -> roots.put(k.checkpoint().size(), new byte[0]));
    }

    @Override
    public boolean wants(long size) {
        return roots.containsKey(size);
    }

    @Override
    public void root(long size, byte[] root) {
        roots.put(size, root);
    }

    /** @param checkpoint of the log that is audited */
    void judge(Checkpoint checkpoint, Findings findings) {
        long vouchedFor = 0;
        for (KnownCheckpoint one : known) {
            if (signed(one).equals("pass") && isSameLog(one, checkpoint)) {
                vouchedFor = judge(one, checkpoint, vouchedFor, findings);
            }
        }
    }

    private long judge(KnownCheckpoint one, Checkpoint now, long vouchedFor, Findings findings) {
        long size = one.checkpoint().size();
        if (size > now.size()) {
            findings.add(
                    LogVerifier.AGAINST,
                    one.name(),
                    "signed over %d entries, and the log has %d: entries were removed".formatted(size, now.size()),
                    now.size());
            return vouchedFor;
        }
        if (Arrays.equals(roots.get(size), one.checkpoint().root())) {
            return size;
        }
        findings.add(
                LogVerifier.AGAINST,
                one.name(),
                size == now.size()
                        ? "a fork: two checkpoints over %d entries with different roots".formatted(size)
                        : "the first %d entries are not those that it was signed over: some were removed or rewritten"
                                .formatted(size),
                vouchedFor);
        return vouchedFor;
    }

    private String signed(KnownCheckpoint one) {
        return new SignatureCheck(one.checkpoint(), trust).log().status();
    }

    private static boolean isSameLog(KnownCheckpoint one, Checkpoint now) {
        return one.checkpoint().origin().equals(now.origin());
    }

    /** The check as it stands when {@link #judge} found nothing. */
    LogVerifier.Check otherwise(Checkpoint now) {
        for (KnownCheckpoint one : known) {
            String signed = signed(one);
            if (!isSameLog(one, now)) {
                return check("unknown", "is a checkpoint of another log", one);
            }
            if (!signed.equals("pass")) {
                return check(
                        signed,
                        signed.equals("fail")
                                ? "the signature of a trusted key does not hold"
                                : "not signed by a log that the trust file names",
                        one);
            }
        }
        KnownCheckpoint newest = known.get(known.size() - 1);
        return check(
                "pass",
                "nothing was removed or rewritten since: the first %d of %d entries are the same"
                        .formatted(newest.checkpoint().size(), now.size()),
                newest);
    }

    private static LogVerifier.Check check(String status, String detail, KnownCheckpoint one) {
        return new LogVerifier.Check(LogVerifier.AGAINST, status, detail, one.name());
    }
}
