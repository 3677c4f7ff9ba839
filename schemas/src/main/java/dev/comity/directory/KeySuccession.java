package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * The registrar's next statement on an agency that gets one more key of a use. The keys of that use before it go on for a while, so
 * that what was signed with them and is still under way is accepted; then they end by themselves. Everything else stays.
 *
 * @param overlap how long the keys before it go on
 * @param validity of the new key
 */
public record KeySuccession(Duration overlap, Duration validity) {

    public KeySuccession {
        if (overlap.isNegative() || validity.compareTo(overlap) <= 0) {
            throw new IllegalArgumentException("a new key is valid for longer than the one before it goes on");
        }
    }

    /**
     * @param known the newest statement on the agency
     * @param request verified
     * @param now the new key is valid from here on; whole seconds count
     */
    public AgencyStatement next(AgencyStatement known, KeyRequest request, Instant now, SigningKey registrarKey) {
        ObjectNode claims = Json.object()
                .put("sub", known.agency())
                .put("seq", known.seq() + 1)
                .put("uscc", known.creditCode())
                .put("division", known.division());
        known.roles().stream().sorted().forEach(claims.putArray("roles")::add);
        ArrayNode keys = claims.putArray("keys");
        DirectoryKey scope = null;
        for (DirectoryKey key : known.keys()) {
            boolean before = key.use() == request.use()
                    && !key.kid().equals(request.key().kid());
            scope = key.use() == request.use() ? key : scope;
            if (!key.kid().equals(request.key().kid())) {
                keys.add((before ? key.endingBy(now.plus(overlap)) : key).claims());
            }
        }
        keys.add(fresh(request, scope, now).claims());
        return AgencyStatement.sign(known.registrar(), claims, now, registrarKey);
    }

    /** What the key before it could not carry, the new one cannot carry either. */
    private DirectoryKey fresh(KeyRequest request, DirectoryKey before, Instant now) {
        if (before == null) {
            throw new IllegalArgumentException("'%s' has no key with the use '%s' that could have a successor"
                    .formatted(request.agency(), request.use().code()));
        }
        return new DirectoryKey(
                request.agency(),
                request.key().kid(),
                request.jwk(),
                before.key().map(key -> request.key()),
                request.use(),
                before.recordTypes(),
                before.holder(),
                now,
                now.plus(validity));
    }
}
