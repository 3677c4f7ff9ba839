package dev.comity.decision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Purpose;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides requests: query, verify and batch. Pure, like {@link DecisionEngine}: what happened before comes in as a value. What
 * a request asks about is looked up by the provider; the decision says what of that may leave. Thread-safe.
 */
public final class RequestEngine {

    private record Key(String provider, String consumer, RecordTypeId type, Mode mode) {}

    private final RecordTypes types;
    private final Map<String, Purpose> purposes;
    private final Map<Key, List<Agreement>> agreements;
    private final Function<String, Optional<String>> divisions;
    private final ZoneId zone;
    private final Duration clockSkew;

    /**
     * @param inForce agreements with both signatures
     * @param divisions of agencies by slug, as a registrar certified them; empty for an agency that is not certified
     * @param clockSkew how far a request may come from the future
     */
    public RequestEngine(
            RecordTypes types,
            Map<String, Purpose> purposes,
            Collection<Agreement> inForce,
            Function<String, Optional<String>> divisions,
            ZoneId zone,
            Duration clockSkew) {
        this.types = types;
        this.purposes = Map.copyOf(purposes);
        this.divisions = divisions;
        this.zone = zone;
        this.clockSkew = clockSkew;
        this.agreements = inForce.stream()
                .sorted(Comparator.comparing(Agreement::id))
                .collect(Collectors.groupingBy(
                        a -> new Key(a.provider(), a.consumer(), a.record(), a.mode()),
                        HashMap::new,
                        Collectors.toList()));
    }

    /**
     * One decision for each agreement between the two agencies for this record type, mode and purpose; of several versions the
     * one that is valid on the day, else the newest, which then denies. Where there is none, one decision that denies.
     *
     * @param found whole records that the provider has about the subjects, derived fields included; about all where nobody is
     *     named. One that is about somebody else is as if it were not there
     */
    public List<RequestDecision> decide(Request request, List<ObjectNode> found, Past past, Instant now) {
        Optional<Refusal> wrong = Freshness.problem(request, past, now, clockSkew)
                .or(() -> Freshness.signerProblem(request))
                .or(() -> purposeProblem(request));
        if (wrong.isPresent()) {
            return List.of(denied(request, wrong.get()));
        }
        Optional<RecordType> type = RecordTypeId.parse(request.record()).flatMap(types::find);
        if (type.isEmpty()) {
            return List.of(denied(request, unknownType(request)));
        }
        LocalDate day = LocalDate.ofInstant(now, zone);
        List<RequestDecision> decisions = new ArrayList<>();
        for (Agreement agreement : applicable(request, type.get(), day)) {
            decisions.add(new RequestPlan(agreement, type.get(), divisions.apply(agreement.consumer()))
                    .decide(request, found, past, day));
        }
        return decisions.isEmpty() ? List.of(denied(request, noAgreement(request))) : decisions;
    }

    private static RequestDecision denied(Request request, Refusal why) {
        return new RequestDecision(
                Optional.empty(), Optional.of(why), request.subjects().size(), List.of());
    }

    private Optional<Refusal> purposeProblem(Request request) {
        Purpose purpose = purposes.get(request.purpose());
        if (purpose == null) {
            return Optional.of(
                    Refusal.of(RefusalCode.PURPOSE, "purpose", "the purpose is not in the register of purposes"));
        }
        return purpose.retired()
                ? Optional.of(Refusal.of(RefusalCode.PURPOSE, "purpose", "the purpose is retired"))
                : Optional.empty();
    }

    private Refusal unknownType(Request request) {
        boolean known = RecordTypeId.parse(request.record())
                .map(id ->
                        types.all().stream().anyMatch(type -> type.id().name().equals(id.name())))
                .orElse(false);
        return known
                ? Refusal.of(RefusalCode.UNKNOWN_VERSION, "record", "this version of the record type is not known")
                : Refusal.of(
                        RefusalCode.UNKNOWN_TYPE, "record", "the record type is not known; a type stands for itself");
    }

    private static Refusal noAgreement(Request request) {
        return Refusal.of(
                RefusalCode.NO_AGREEMENT,
                "",
                "no agreement lets this consumer ask this provider for this in mode '"
                        + request.mode().code() + "' and for this purpose");
    }

    private List<Agreement> applicable(Request request, RecordType type, LocalDate day) {
        Key key = new Key(request.provider(), request.consumer(), type.id(), request.mode());
        return agreements.getOrDefault(key, List.of()).stream()
                .filter(agreement -> agreement.purpose().equals(request.purpose()))
                .collect(Collectors.groupingBy(Agreement::id, java.util.TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(versions -> speaking(versions, day))
                .toList();
    }

    private static Agreement speaking(List<Agreement> versions, LocalDate day) {
        Comparator<Agreement> newest = Comparator.comparing(Agreement::version);
        return versions.stream()
                .filter(agreement -> agreement.validOn(day))
                .max(newest)
                .orElseGet(() -> versions.stream().max(newest).orElseThrow());
    }
}
