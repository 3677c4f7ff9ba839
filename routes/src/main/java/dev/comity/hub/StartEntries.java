package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.AgencyStatement;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the log must say before anything is decided: the configuration, agencies and agreements that have changed since. */
final class StartEntries {

    private final ExchangeState state;
    private final List<Entry> entries = new ArrayList<>();
    private final String time;

    private StartEntries(ExchangeState state, String time) {
        this.state = state;
        this.time = time;
    }

    static void write(ExchangeLog log, ExchangeState state, Hub.Options options, AgreementsInForce agreements) {
        log.append(draft -> {
            var start = new StartEntries(state, draft.time().toString());
            start.configuration(options.configuration().digest());
            options.directory().agencies().values().forEach(start::agency);
            agreements.all().forEach(start::agreement);
            return start.entries;
        });
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

    private void agreement(Agreement agreement) {
        addIfNew(
                "agreement/" + agreement.id(),
                agreement.digest(),
                Entry.Kind.AGREEMENT,
                members()
                        .put("agreement", agreement.id())
                        .put("version", agreement.version())
                        .put("digest", agreement.digest())
                        .put("state", "in-force"));
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
