package dev.comity.decision;

import dev.comity.directory.KeyUse;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a request is new, made for now, and signed by the one who asks: the same for every agreement. */
final class Freshness {

    /** A request is for now; one that lives longer could be kept and used when it suits. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Freshness() {}

    static Optional<Refusal> problem(Request request, Past past, Instant now, Duration clockSkew) {
        if (past.requestSeen()) {
            return refused(RefusalCode.REPLAYED, "nonce", "this request was made before; ask with a new one");
        }
        if (request.issued().isAfter(now.plus(clockSkew))) {
            return refused(RefusalCode.FROM_THE_FUTURE, "issued", "the request is from the future; check the clock");
        }
        boolean tooLong = request.expires().isAfter(request.issued().plus(LONGEST));
        if (tooLong || now.isAfter(request.expires())) {
            return refused(RefusalCode.EXPIRED, "expires", "the request counts no more, or was to count for too long");
        }
        return Optional.empty();
    }

    static Optional<Refusal> signerProblem(Request request) {
        Signer signer = request.signer();
        if (!signer.agency().equals(request.consumer())) {
            return refused(RefusalCode.WRONG_SENDER, "kid", "the request is signed by another agency's key");
        }
        if (signer.use() != KeyUse.QUERY) {
            return refused(RefusalCode.KEY_SCOPE, "kid", "the request is signed by a key that may not ask");
        }
        return signer.valid()
                ? Optional.empty()
                : refused(RefusalCode.KEY_EXPIRED, "kid", "the request is signed by a key that is not valid now");
    }

    private static Optional<Refusal> refused(RefusalCode code, String path, String message) {
        return Optional.of(Refusal.of(code, path, message));
    }
}
