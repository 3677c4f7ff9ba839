package dev.comity.agreement;

import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.yaml.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The agreements that both agencies signed and none withdrew; which of them count today is judged by the decision. Immutable. */
public final class AgreementsInForce {

    private final List<Agreement> all;
    private final List<NotInForce> notInForce;
    private final List<Withdrawal> withdrawals;
    private final KnownVersions known;
    private final Map<String, Agreement> byDigest = new HashMap<>();
    private final ZoneId zone;
    private final EarlierAgreements earlier;

    private AgreementsInForce(
            List<Agreement> all,
            List<NotInForce> notInForce,
            List<Withdrawal> withdrawals,
            KnownVersions before,
            ZoneId zone,
            EarlierAgreements earlier) {
        this.earlier = earlier;
        this.all = List.copyOf(all);
        this.notInForce = List.copyOf(notInForce);
        this.withdrawals = List.copyOf(withdrawals);
        this.known = before.with(all, withdrawals);
        this.zone = zone;
        all.forEach(agreement -> byDigest.put(agreement.digest(), agreement));
    }

    /** As {@link #of(Configuration, Directory, Instant, KnownVersions)}, by somebody who remembers nothing. */
    public static AgreementsInForce of(Configuration configuration, Directory directory, Instant at) {
        return of(configuration, directory, at, KnownVersions.NONE);
    }

    /**
     * Verifies the signatures of every agreement of the configuration, and its withdrawal.
     *
     * @param known what was in force or withdrawn before: nothing older comes back
     */
    public static AgreementsInForce of(
            Configuration configuration, Directory directory, Instant at, KnownVersions known) {
        List<Agreement> signed = new ArrayList<>();
        List<NotInForce> notInForce = new ArrayList<>();
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (Agreement agreement : configuration.agreements()) {
            try {
                AgreementSignatures.verify(agreement, configuration, directory, at);
                Optional<Withdrawal> withdrawal = withdrawal(agreement, configuration, directory);
                withdrawal.ifPresentOrElse(
                        one -> {
                            withdrawals.add(one);
                            notInForce.add(new NotInForce(agreement, withdrawn(one)));
                        },
                        () -> signed.add(agreement));
            } catch (RecordRefused e) {
                notInForce.add(new NotInForce(
                        agreement, e.reasons().stream().map(Refusal::message).collect(Collectors.joining("; "))));
            }
        }
        List<Agreement> all = new ArrayList<>();
        for (Agreement agreement : signed) {
            known.refusal(agreement, signed)
                    .ifPresentOrElse(why -> notInForce.add(new NotInForce(agreement, why)), () -> all.add(agreement));
        }
        return new AgreementsInForce(
                all, notInForce, withdrawals, known, configuration.hub().zone(), EarlierAgreements.NONE);
    }

    private static Optional<Withdrawal> withdrawal(
            Agreement agreement, Configuration configuration, Directory directory) throws RecordRefused {
        Optional<byte[]> file = configuration.withdrawalOf(agreement);
        return file.isEmpty() ? Optional.empty() : Withdrawal.of(agreement, file.get(), directory);
    }

    private static String withdrawn(Withdrawal withdrawal) {
        return "withdrawn by " + withdrawal.agency() + " at " + withdrawal.at();
    }

    public List<Agreement> all() {
        return all;
    }

    /** @param reason why it is not in force, for people */
    public record NotInForce(Agreement agreement, String reason) {}

    public List<NotInForce> notInForce() {
        return notInForce;
    }

    /** Of agreements that would be in force without them. */
    public List<Withdrawal> withdrawals() {
        return withdrawals;
    }

    /** What is to be remembered from here on. */
    public KnownVersions known() {
        return known;
    }

    /** These, and for what was decided before them those that they took the place of. */
    public AgreementsInForce after(EarlierAgreements before) {
        return new AgreementsInForce(all, notInForce, withdrawals, known, zone, before);
    }

    /** The agreement with this digest, if it is in force, or was for what stands at this place of the log. */
    public Optional<Agreement> byDigest(String digest, Instant loggedAt, long index) {
        return byDigest(digest).or(() -> earlier.find(digest, loggedAt, index));
    }

    public Optional<Agreement> byDigest(String digest) {
        return Optional.ofNullable(byDigest.get(digest));
    }

    /** Whether an instant falls on a day of the agreement, in the hub's zone. */
    public boolean validAt(Agreement agreement, Instant at) {
        return agreement.validOn(LocalDate.ofInstant(at, zone));
    }

    /**
     * What would be lost if these took the place of others while records flow: agreements that stand in the files still, and are
     * in force there in no version, although nobody withdrew them. A draft must not end what both agencies signed.
     *
     * @param concerned agreements that matter to whoever asks
     * @return an error for each, at its file; empty if these can take the place of the others
     */
    public List<Problem> interruptions(AgreementsInForce before, Predicate<Agreement> concerned) {
        Set<String> here = all.stream().map(Agreement::id).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (NotInForce not : notInForce) {
            String id = not.agreement().id();
            boolean withdrawn =
                    withdrawals.stream().anyMatch(one -> one.agreement().equals(id));
            boolean was = before.all.stream().anyMatch(one -> one.id().equals(id));
            if (was && !withdrawn && !here.contains(id) && concerned.test(not.agreement())) {
                problems.add(
                        Problem.error(
                                not.agreement().place(),
                                1,
                                1,
                                "version " + not.agreement().version() + " would not be in force: " + not.reason()
                                        + ". The version before it stays in force; sign with 'comity agreement sign', and reload"));
            }
        }
        return problems;
    }
}
