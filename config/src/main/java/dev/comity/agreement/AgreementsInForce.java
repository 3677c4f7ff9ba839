package dev.comity.agreement;

import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The agreements that both agencies signed; which of them count today is judged by the decision. Immutable. */
public final class AgreementsInForce {

    private final List<Agreement> all;
    private final List<NotInForce> notInForce;
    private final Map<String, Agreement> byDigest = new HashMap<>();
    private final ZoneId zone;

    private AgreementsInForce(List<Agreement> all, List<NotInForce> notInForce, ZoneId zone) {
        this.all = List.copyOf(all);
        this.notInForce = List.copyOf(notInForce);
        this.zone = zone;
        all.forEach(agreement -> byDigest.put(agreement.digest(), agreement));
    }

    /** Verifies the signatures of every agreement of the configuration. */
    public static AgreementsInForce of(Configuration configuration, Directory directory, Instant at) {
        List<Agreement> all = new ArrayList<>();
        List<NotInForce> notInForce = new ArrayList<>();
        for (Agreement agreement : configuration.agreements()) {
            try {
                AgreementSignatures.verify(agreement, configuration, directory, at);
                all.add(agreement);
            } catch (RecordRefused e) {
                notInForce.add(new NotInForce(
                        agreement, e.reasons().stream().map(Refusal::message).collect(Collectors.joining("; "))));
            }
        }
        return new AgreementsInForce(all, notInForce, configuration.hub().zone());
    }

    public List<Agreement> all() {
        return all;
    }

    /** @param reason why it is not in force, for people */
    public record NotInForce(Agreement agreement, String reason) {}

    public List<NotInForce> notInForce() {
        return notInForce;
    }

    public Optional<Agreement> byDigest(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    /** Whether an instant falls on a day of the agreement, in the hub's zone. */
    public boolean validAt(Agreement agreement, Instant at) {
        return agreement.validOn(LocalDate.ofInstant(at, zone));
    }
}
