package dev.comity.refusal;

import java.util.List;
import java.util.stream.Collectors;

/** A record, envelope or statement that is not accepted, with every reason found at the stage that stopped it. */
public final class RecordRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> reasons;

    /** @param reasons at least one; the first one gives the code of a receipt */
    public RecordRefused(List<Refusal> reasons) {
        super(reasons.stream()
                .map(r -> r.code() + (r.path().isEmpty() ? "" : " at " + r.path()) + ": " + r.message())
                .collect(Collectors.joining("; ")));
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        this.reasons = List.copyOf(reasons);
    }

    public RecordRefused(RefusalCode code, String path, String message) {
        this(List.of(new Refusal(code, path, message)));
    }

    public List<Refusal> reasons() {
        return reasons;
    }

    public Refusal first() {
        return reasons.get(0);
    }
}
