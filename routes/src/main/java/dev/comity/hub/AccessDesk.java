package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.AccessRequest;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an auditor's request becomes an entry of the log. Only a request that a certified auditor signed just now is logged, once; what
 * is not logged is not opened.
 */
final class AccessDesk {

    private static final Duration FRESH = Duration.ofMinutes(5);

    private final String hub;
    private final Directory directory;
    private final ExchangeLog log;
    private final ExchangeState state;
    private final KeptStatements statements;
    private final Clock clock;

    AccessDesk(String hub, Directory directory, ExchangeLog log, ExchangeState state, Path data, Clock clock) {
        this.hub = hub;
        this.directory = directory;
        this.log = log;
        this.state = state;
        this.statements = new KeptStatements(data.resolve("log"));
        this.clock = clock;
    }

    /** The entry of a request, with its proof. */
    record Granted(Entry entry, InclusionProof proof) {}

    /**
     * @param compact the request, signed
     * @throws RecordRefused if it is not to be granted; nothing was logged
     * @throws IOException if it cannot be kept; nothing was logged
     */
    Granted grant(String compact) throws RecordRefused, IOException {
        Jws jws = Jws.parse(compact, AccessRequest.MAX_BYTES);
        AccessRequest request = AccessRequest.of(jws);
        check(jws, request);
        if (!statements.keepNew(jws.compact())) {
            throw new RecordRefused(RefusalCode.REPLAYED, "jti", "this request was made before; make a new one");
        }
        List<Placed> placed = log.append(draft -> List.of(entry(draft, jws, request)));
        long index = placed.get(0).index();
        return new Granted(placed.get(0).entry(), log.prove(List.of(index)).get(index));
    }

    private void check(Jws jws, AccessRequest request) throws RecordRefused {
        DirectoryKey key = directory
                .key(jws.kid())
                .orElseThrow(() -> new RecordRefused(
                        RefusalCode.UNKNOWN_KEY, "kid", "no registrar certified the key of this request"));
        Instant now = clock.instant();
        require(
                key.use() == KeyUse.AUDIT && key.agency().equals(request.auditor()),
                RefusalCode.KEY_SCOPE,
                "kid",
                "the key is not this auditor's key for audits");
        require(state.revocation(jws.kid()).isEmpty(), RefusalCode.KEY_REVOKED, "kid", "the key was revoked");
        require(key.validAt(now), RefusalCode.KEY_EXPIRED, "kid", "the key is not valid now");
        require(
                key.key().filter(held -> jws.verify(AccessRequest.TYP, held)).isPresent(),
                RefusalCode.SIGNATURE,
                "signature",
                "the signature does not hold");
        require(request.audience().equals(hub), RefusalCode.WRONG_HUB, "aud", "addressed to another hub");
        require(
                !request.issuedAt().isBefore(now.minus(FRESH)),
                RefusalCode.EXPIRED,
                "iat",
                "signed more than five minutes ago");
        require(
                !request.issuedAt().isAfter(now.plus(FRESH)),
                RefusalCode.FROM_THE_FUTURE,
                "iat",
                "signed later than now; check the clock");
    }

    private static void require(boolean holds, RefusalCode code, String path, String message) throws RecordRefused {
        if (!holds) {
            throw new RecordRefused(code, path, message);
        }
    }

    private static Entry entry(ExchangeLog.Draft draft, Jws jws, AccessRequest request) {
        ObjectNode members = Json.object()
                .put("time", draft.time().toString())
                .put("auditor", request.auditor())
                .put("what", request.what().word())
                .put("case", request.caseReference())
                .put("statement", AccessRequest.digest(jws));
        Optional<String> exchange = request.exchange();
        exchange.ifPresent(id -> members.put("exchange", id));
        request.period().ifPresent(month -> members.put("period", month));
        return Entry.of(Entry.Kind.ACCESS, members);
    }
}
