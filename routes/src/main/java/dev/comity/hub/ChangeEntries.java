package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.agreement.KnownVersions;
import dev.comity.agreement.Withdrawal;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.AgencyStatement;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the log must say before anything is decided by new rules: configuration, agencies and agreements that have changed. */
final class ChangeEntries {

    private final ExchangeState state;
    private final List<Entry> entries = new ArrayList<>();
    private final String time;

    private ChangeEntries(ExchangeState state, String time) {
        this.state = state;
        this.time = time;
    }

    /** @return none if the log has said all of it */
    static List<Entry> of(ExchangeState state, Rules rules, ExchangeLog.Draft draft) {
        var change = new ChangeEntries(state, draft.time().toString());
        change.configuration(rules.configuration().digest());
        rules.directory().agencies().values().forEach(change::agency);
        change.agreements(rules.agreements());
        return change.entries;
    }

    private void configuration(String digest) {
        addIfNew(
                "config",
                digest,
                Entry.Kind.CONFIG,
                members().put("digest", digest).put("engine", Engine.VERSION));
    }

    private void agency(AgencyStatement statement) {
        String digest = Base64Url.encode(Crypto.sha256(statement.jws().getBytes(StandardCharsets.US_ASCII)));
        addIfNew(
                "agency/" + statement.agency(),
                digest,
                Entry.Kind.AGENCY,
                members()
                        .put("agency", statement.agency())
                        .put("statement", digest)
                        .put("seq", statement.seq()));
    }

    private void agreements(AgreementsInForce agreements) {
        KnownVersions known = state.agreements();
        for (AgreementsInForce.NotInForce not : agreements.notInForce()) {
            Agreement agreement = not.agreement();
            boolean news =
                    agreements.withdrawals().stream().map(Withdrawal::agreement).anyMatch(agreement.id()::equals)
                            && known.highest().containsKey(agreement.id())
                            && known.withdrawn().getOrDefault(agreement.id(), 0) < agreement.version();
            if (news) {
                entries.add(Entry.of(Entry.Kind.AGREEMENT, agreement(agreement, ExchangeState.WITHDRAWN)));
            }
        }
        for (Agreement agreement : agreements.all()) {
            addIfNew(
                    "agreement/" + agreement.id() + "/" + agreement.version(),
                    agreement.digest(),
                    Entry.Kind.AGREEMENT,
                    agreement(agreement, ExchangeState.IN_FORCE));
        }
    }

    private ObjectNode agreement(Agreement agreement, String state) {
        return members()
                .put("agreement", agreement.id())
                .put("version", agreement.version())
                .put("digest", agreement.digest())
                .put("state", state);
    }

    private ObjectNode members() {
        return Json.object().put("time", time);
    }

    private void addIfNew(String fact, String digest, Entry.Kind kind, ObjectNode members) {
        if (!state.fact(fact).equals(Optional.of(digest))) {
            entries.add(Entry.of(kind, members));
        }
    }
}
