package dev.comity.opening;

import dev.comity.opening.PresentationOpener.Check;
import java.util.ArrayList;
import java.util.List;

/** What one check found so far. */
final class Findings {

    private final String id;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** @param id of the check, stable */
    Findings(String id) {
        this.id = id;
    }

    Findings require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
        return this;
    }

    Findings wrong(String what) {
        return require(false, what);
    }

    /** Something that can be neither confirmed nor refuted, for instance for want of a key. */
    Findings unknown(String what) {
        unknown.add(what);
        return this;
    }

    /** Something that the check needs and that another check reports as wrong. */
    Findings missing(String what) {
        missing.add(what);
        return this;
    }

    boolean clean() {
        return wrong.isEmpty() && unknown.isEmpty() && missing.isEmpty();
    }

    /** The worst that was found decides: fail, then unknown, then skipped. */
    Check check(String detailIfPassed) {
        if (!wrong.isEmpty()) {
            return new Check(id, "fail", String.join("; ", wrong));
        }
        if (!unknown.isEmpty()) {
            return new Check(id, "unknown", String.join("; ", unknown));
        }
        return missing.isEmpty()
                ? new Check(id, "pass", detailIfPassed)
                : new Check(id, "skipped", "not checked: " + String.join("; ", missing));
    }
}
