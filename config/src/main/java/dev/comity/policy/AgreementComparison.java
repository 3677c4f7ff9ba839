package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.config.Configuration;
import dev.comity.policy.PolicyChange.Kind;
import dev.comity.record.FieldPath;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares one agreement with what it was before. */
final class AgreementComparison {

    /** Members of an agreement file that move no cell: names, and what the other members' checks rest on. */
    private static final Set<String> SILENT =
            Set.of("agreement", "version", "title", "release", "withhold", "implied", "necessity", "widens", "valid");
    /** Members that make a cell what it is: another value is another cell. */
    private static final Set<String> KEY = Set.of("provider", "consumer", "record", "mode", "purpose");

    private static final Set<String> CONDITIONS = Set.of("when", "jurisdiction");

    private final Configuration old;
    private final Configuration fresh;
    private final List<PolicyChange> changes;

    /** @param changes gets what is found */
    AgreementComparison(Configuration old, Configuration fresh, List<PolicyChange> changes) {
        this.old = old;
        this.fresh = fresh;
        this.changes = changes;
    }

    /** @param text whether the agreement's own text differs; else only what it refers to does */
    void compare(Optional<Agreement> before, Optional<Agreement> after, boolean text) {
        if (before.isPresent() && after.isPresent() && sameCells(before.get(), after.get())) {
            if (text) {
                fields(before.get(), after.get());
                validity(before.get(), after.get());
                members(before.get(), after.get());
            }
            division(before.get(), after.get());
            return;
        }
        String why = after.isEmpty()
                ? "the agreement is gone"
                : before.isEmpty()
                        ? "the agreement is new"
                        : "the agreement is between others or for something else now";
        before.ifPresent(gone -> gone.release().forEach(field -> add(Kind.NARROWED, before, after, field, why)));
        after.ifPresent(added -> added.release().forEach(field -> add(Kind.WIDENED, before, after, field, why)));
    }

    private boolean sameCells(Agreement before, Agreement after) {
        Map<String, String> was = AgreementText.of(source(before), before).members();
        Map<String, String> is = AgreementText.of(fresh, after).members();
        return KEY.stream().allMatch(member -> was.get(member).equals(is.get(member)));
    }

    /** An agreement is compared with an old one, or with a lower version of the new configuration. */
    private Configuration source(Agreement agreement) {
        return old.agreements().contains(agreement) ? old : fresh;
    }

    private void fields(Agreement before, Agreement after) {
        Set<FieldPath> more = new TreeSet<>(after.release());
        more.removeAll(before.release());
        more.forEach(field -> add(Kind.WIDENED, Optional.of(before), Optional.of(after), field, "released now"));
        Set<FieldPath> less = new TreeSet<>(before.release());
        less.removeAll(after.release());
        less.forEach(field -> add(Kind.NARROWED, Optional.of(before), Optional.of(after), field, "withheld now"));
    }

    private void validity(Agreement before, Agreement after) {
        LocalDate from = after.from();
        LocalDate to = after.to();
        String days = "valid from %s to %s, before from %s to %s".formatted(from, to, before.from(), before.to());
        if (from.isBefore(before.from()) || to.isAfter(before.to())) {
            whole(Kind.WIDENED, "valid", before, after, "on more days: " + days);
        }
        if (from.isAfter(before.from()) || to.isBefore(before.to())) {
            whole(Kind.NARROWED, "valid", before, after, "on fewer days: " + days);
        }
    }

    private void members(Agreement before, Agreement after) {
        Map<String, String> was = AgreementText.of(source(before), before).members();
        Map<String, String> is = AgreementText.of(fresh, after).members();
        Set<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        names.removeAll(SILENT);
        for (String name : names) {
            Optional<String> one = Optional.ofNullable(was.get(name));
            Optional<String> other = Optional.ofNullable(is.get(name));
            if (!one.equals(other)) {
                member(name, one, other, before, after);
            }
        }
    }

    private void member(String name, Optional<String> was, Optional<String> is, Agreement before, Agreement after) {
        if (CONDITIONS.contains(name) && is.isEmpty()) {
            whole(Kind.WIDENED, name, before, after, "the condition is gone: it applies to every record");
        } else if (CONDITIONS.contains(name) && was.isEmpty()) {
            whole(Kind.NARROWED, name, before, after, "a condition is new: it applies to some records only");
        } else if (CONDITIONS.contains(name)) {
            whole(Kind.MAY_WIDEN, name, before, after, "condition changed: may widen");
        } else {
            whole(Kind.MAY_WIDEN, name, before, after, "'" + name + "' changed: may widen");
        }
    }

    private void division(Agreement before, Agreement after) {
        Optional<String> was = PolicyDiff.division(old, after.consumer());
        Optional<String> is = PolicyDiff.division(fresh, after.consumer());
        if (after.jurisdiction().isPresent() && was.isPresent() && !was.equals(is)) {
            whole(Kind.MAY_WIDEN, "jurisdiction", before, after, "the consumer's division changed: may widen");
        }
    }

    private void add(Kind kind, Optional<Agreement> before, Optional<Agreement> after, FieldPath field, String detail) {
        Agreement named = kind == Kind.WIDENED ? after.orElseThrow() : before.orElseThrow();
        Where where = new Where(named.place(), named.releaseLines().get(field));
        changes.add(new PolicyChange(kind, "field", before, after, Optional.of(field), detail, where));
    }

    private void whole(Kind kind, String what, Agreement before, Agreement after, String detail) {
        Where where = AgreementText.of(fresh, after).member(what);
        changes.add(
                new PolicyChange(kind, what, Optional.of(before), Optional.of(after), Optional.empty(), detail, where));
    }
}
