package dev.comity.audit;

import dev.comity.log.Findings;
import dev.comity.log.LogVerifier.Check;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What the rules found wrong, and what they could not judge; the worst decides a check. */
final class RuleNotes {

    private final Findings wrong = new Findings();
    private final Map<String, String> unknown = new LinkedHashMap<>();

    /** An entry that breaks a rule. */
    void wrong(String check, long index, String detail) {
        wrong.add(check, "entry " + index, detail, index);
    }

    /** An entry that can be neither confirmed nor refuted; the first of each check is kept. */
    void unknown(String check, long index, String detail) {
        unknown.putIfAbsent(check, "entry " + index + ": " + detail);
    }

    /** @param passed what is said where nothing was found */
    Check check(String id, String passed) {
        Check check = wrong.check(id, passed);
        boolean open = check.status().equals("pass") && unknown.containsKey(id);
        return open ? new Check(id, "unknown", unknown.get(id), "") : check;
    }

    OptionalLong firstUntrusted() {
        return wrong.firstUntrusted();
    }
}
