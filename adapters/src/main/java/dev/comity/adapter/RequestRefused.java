package dev.comity.adapter;

import dev.comity.refusal.Refusal;
import java.util.List;

/** A request of which nothing was taken: its sender has to set right what is listed, all of it at once, and send it again. */
public final class RequestRefused extends Exception {

    private static final long serialVersionUID = 1L;
    private final transient List<Reason> reasons;

    /** @param item place of the item in the request, from 1 */
    public record Reason(long item, Refusal refusal) {}

    public RequestRefused(List<Reason> reasons) {
        super(reasons.size() + " reasons");
        this.reasons = List.copyOf(reasons);
    }

    public List<Reason> reasons() {
        return reasons;
    }
}
