package dev.comity.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.AgencyEntry;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registrar: certifies each agency's attributes and keys. In a real city it is not the operator. */
public final class Registrar {

    static final String ID = "city-registrar";

    private final String id;
    private final SigningKey key;
    private final Instant now;
    private final Path directory;

    /** The demonstration's. */
    Registrar(SigningKey key, Path directory, Instant now) {
        this(ID, key, directory, now);
    }

    /**
     * @param id as trust.yaml has it
     * @param directory where statements are put
     */
    public Registrar(String id, SigningKey key, Path directory, Instant now) {
        this.id = id;
        this.key = key;
        this.directory = directory;
        this.now = now;
    }

    /**
     * Certifies an agency, unless the directory says the same already.
     *
     * @param keys public JWK of each use
     * @param known its newest statement
     */
    public void certify(AgencyEntry agency, Map<KeyUse, ObjectNode> keys, Optional<AgencyStatement> known)
            throws IOException {
        if (known.isPresent() && saysTheSame(known.get(), agency, keys)) {
            return;
        }
        long seq = known.map(AgencyStatement::seq).orElse(0L) + 1;
        ObjectNode claims = claims(agency, keys, seq);
        known.ifPresent(statement -> others(statement, keys).forEach(((ArrayNode) claims.get("keys"))::add));
        AgencyStatement statement = AgencyStatement.sign(id, claims, now, key);
        // Older statements stay: a key that was certified once must stay known for what it signed.
        DurableFile.write(directory.resolve(agency.id() + "-" + seq + ".jwt"), statement.jws() + "\n");
    }

    private ObjectNode claims(AgencyEntry agency, Map<KeyUse, ObjectNode> keys, long seq) {
        ObjectNode claims = Json.object();
        claims.put("sub", agency.id()).put("seq", seq).put("uscc", agency.creditCode());
        claims.put("division", agency.division());
        ArrayNode roles = claims.putArray("roles");
        agency.roles().stream().sorted().forEach(roles::add);
        ArrayNode certified = claims.putArray("keys");
        keys.forEach((use, jwk) -> certified.add(key(agency, use, jwk)));
        return claims;
    }

    private ObjectNode key(AgencyEntry agency, KeyUse use, ObjectNode jwk) {
        Instant from = now.truncatedTo(ChronoUnit.DAYS);
        ObjectNode key = Json.object();
        key.set("jwk", jwk);
        key.put("use", use.code());
        key.putArray("records");
        key.put("holder", agency.id());
        key.put("nbf", from.getEpochSecond());
        key.put("exp", from.plus(2 * 365, ChronoUnit.DAYS).getEpochSecond());
        return key;
    }

    /** Keys that others have taken the place of: what they sealed may still be under way. */
    private List<ObjectNode> others(AgencyStatement statement, Map<KeyUse, ObjectNode> keys) {
        return statement.keys().stream()
                .filter(k -> keys.containsKey(k.use()) && !k.jwk().equals(keys.get(k.use())) && k.validAt(now))
                .map(DirectoryKey::claims)
                .toList();
    }

    private static boolean saysTheSame(AgencyStatement statement, AgencyEntry agency, Map<KeyUse, ObjectNode> keys) {
        return statement.creditCode().equals(agency.creditCode())
                && statement.division().equals(agency.division())
                && statement.roles().equals(agency.roles())
                && keys.entrySet().stream()
                        .allMatch(one -> statement.keys().stream()
                                .anyMatch(
                                        k -> k.use() == one.getKey() && k.jwk().equals(one.getValue())))
                && statement.keys().stream().allMatch(k -> keys.containsKey(k.use()));
    }
}
