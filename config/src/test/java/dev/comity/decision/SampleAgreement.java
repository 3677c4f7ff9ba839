package dev.comity.decision;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Asking;
import dev.comity.agreement.Basis;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Agreements for tests, changed step by step from an ordinary one over deaths. */
public final class SampleAgreement {

    public static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private String id = "a";
    private int version = 1;
    private String provider = "civil-affairs";
    private String consumer = "housing";
    private RecordTypeId record = RecordTypeId.of("death-registration/1");
    private Mode mode = Mode.EVENT;
    private String purpose = "record-management";
    private LocalDate from = FIRST;
    private LocalDate to = FIRST.plusDays(99);
    private Optional<Condition> jurisdiction = Optional.empty();
    private Optional<Condition> when = Optional.empty();
    private Set<FieldPath> release = paths("deathDate");
    private List<String> obligations = List.of();
    private Optional<Asking> asking = Optional.empty();
    private List<Limit> limits = List.of();
    private boolean bound;

    private SampleAgreement() {}

    public static SampleAgreement named(String id) {
        SampleAgreement sample = new SampleAgreement();
        sample.id = id;
        return sample;
    }

    public SampleAgreement version(int value) {
        version = value;
        return this;
    }

    public SampleAgreement provider(String value) {
        provider = value;
        return this;
    }

    public SampleAgreement consumer(String value) {
        consumer = value;
        return this;
    }

    public SampleAgreement record(String value) {
        record = RecordTypeId.of(value);
        return this;
    }

    /** With what a request must carry; its subjects are named by these fields. */
    public SampleAgreement asked(Mode value, String... by) {
        mode = value;
        asking = Optional.of(new Asking(paths(by), false, false, 0, 1, by.length == 0 ? 2 : 1));
        return this;
    }

    public SampleAgreement asking(Mode value, Asking terms) {
        mode = value;
        asking = Optional.of(terms);
        return this;
    }

    public SampleAgreement purpose(String value) {
        purpose = value;
        return this;
    }

    /** First and last day, counted from {@link #FIRST}. */
    public SampleAgreement days(int first, int last) {
        from = FIRST.plusDays(first);
        to = FIRST.plusDays(last);
        return this;
    }

    public SampleAgreement jurisdiction(Optional<Condition> value) {
        jurisdiction = value;
        return this;
    }

    public SampleAgreement when(Optional<Condition> value) {
        when = value;
        return this;
    }

    public SampleAgreement release(String... names) {
        release = paths(names);
        return this;
    }

    public SampleAgreement release(Collection<FieldPath> value) {
        release = new TreeSet<>(value);
        return this;
    }

    public SampleAgreement obligations(String... value) {
        obligations = List.of(value);
        return this;
    }

    public SampleAgreement limits(Limit... value) {
        limits = List.of(value);
        return this;
    }

    public SampleAgreement bound(boolean value) {
        bound = value;
        return this;
    }

    public Agreement build() {
        Set<FieldPath> inputs = Stream.of(jurisdiction, when)
                .flatMap(Optional::stream)
                .flatMap(condition -> condition.inputs().stream())
                .collect(Collectors.toSet());
        return new Agreement(
                id,
                version,
                "t",
                "t",
                provider,
                consumer,
                record,
                mode,
                purpose,
                new Basis("statutory-duty", "i", "1", ""),
                from,
                to,
                jurisdiction,
                when,
                release,
                Map.of(),
                inputs,
                obligations,
                asking,
                limits,
                bound,
                "digest-" + id + "-" + version,
                Home.config(),
                "place");
    }

    public static Set<FieldPath> paths(String... names) {
        return Stream.of(names).map(FieldPath::of).collect(Collectors.toCollection(TreeSet::new));
    }
}
