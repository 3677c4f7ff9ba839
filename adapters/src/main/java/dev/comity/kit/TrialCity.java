package dev.comity.kit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.decision.DecisionEngine;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.json.Json;
import dev.comity.record.RecordTypes;
import dev.comity.sealing.AgencySecret;
import dev.comity.sealing.RecordSealer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A registrar, a hub and the agencies of a configuration on one day, with keys that are made here, are written nowhere and end with the
 * process. Agreements count as if both parties had signed them.
 */
final class TrialCity {

    private static final int SECRET_BYTES = 32;
    /** Of an agency that is in no configuration, so that its records can be looked at all the same. */
    private static final AgencyEntry STRANGER =
            new AgencyEntry("", "", "", "1299010000000006XF", "990000", Set.of("provider"), 0);

    private final Configuration configuration;
    private final Instant now;
    private final Directory directory;
    private final SigningKey sealKey;
    private final RecordSealer sealer;
    private final EnvelopeVerifier verifier;
    private final DecisionEngine engine;

    private TrialCity(Configuration configuration, RecordTypes types, String agency, LocalDate day) {
        this.configuration = configuration;
        this.now = day.atTime(12, 0).atZone(configuration.hub().zone()).toInstant();
        SigningKey seal = SigningKey.generate(KeyAlgorithm.ED25519);
        this.sealKey = seal;
        PseudonymKey pseudonym = PseudonymKey.generate();
        this.directory = directory(agency, seal, pseudonym);
        String hub = configuration.hub().id();
        this.sealer = new RecordSealer(
                new RecordSealer.Sender(
                        agency,
                        hub,
                        seal,
                        pseudonym,
                        AgencySecret.of(Crypto.random(SECRET_BYTES)),
                        configuration.hub().zone(),
                        configuration.envelopeLimits(agency)),
                types,
                directory,
                configuration.agreements());
        this.verifier =
                new EnvelopeVerifier(directory, types, hub, configuration.hub().limits());
        this.engine = new DecisionEngine(
                types,
                configuration.agreements(),
                directory,
                configuration.hub().zone());
    }

    /** @param agency whose records are sealed */
    static TrialCity of(Configuration configuration, RecordTypes types, String agency, LocalDate day) {
        return new TrialCity(configuration, types, agency, day);
    }

    private Directory directory(String provider, SigningKey seal, PseudonymKey pseudonym) {
        SigningKey registrar = SigningKey.generate(KeyAlgorithm.ED25519);
        List<AgencyStatement> statements = new ArrayList<>();
        configuration.agencies().values().stream()
                .filter(agency -> !agency.id().equals(provider))
                .forEach(agency -> statements.add(statement(
                        agency.id(), agency, keys(PseudonymKey.generate().jwk(), KeyUse.PSEUDONYM), registrar)));
        ObjectNode own = keys(pseudonym.jwk(), KeyUse.PSEUDONYM);
        add(own, seal.verificationKey().jwk(), KeyUse.SEAL);
        AgencyEntry known = configuration.agencies().getOrDefault(provider, STRANGER);
        statements.add(statement(provider, known, own, registrar));
        ObjectNode hub =
                keys(SigningKey.generate(KeyAlgorithm.ED25519).verificationKey().jwk(), KeyUse.DELIVER);
        statements.add(statement(configuration.hub().id(), STRANGER, hub, registrar));
        return Directory.of(statements);
    }

    private ObjectNode keys(ObjectNode jwk, KeyUse use) {
        ObjectNode keys = Json.object();
        add(keys, jwk, use);
        return keys;
    }

    private void add(ObjectNode keys, ObjectNode jwk, KeyUse use) {
        ObjectNode key = ((ArrayNode) keys.withArrayProperty("keys")).addObject();
        key.set("jwk", jwk);
        key.put("use", use.code()).put("holder", "itself");
        key.putArray("records");
        key.put("nbf", now.minus(Duration.ofDays(1)).getEpochSecond());
        key.put("exp", now.plus(Duration.ofDays(1)).getEpochSecond());
    }

    private AgencyStatement statement(String id, AgencyEntry agency, ObjectNode keys, SigningKey registrar) {
        ObjectNode claims = Json.object()
                .put("sub", id)
                .put("seq", 1)
                .put("uscc", agency.creditCode())
                .put("division", agency.division());
        agency.roles().stream().sorted().forEach(claims.putArray("roles")::add);
        claims.setAll(keys);
        return AgencyStatement.sign("registrar", claims, now, registrar);
    }

    Configuration configuration() {
        return configuration;
    }

    /** Noon of the day, in the hub's zone. */
    Instant now() {
        return now;
    }

    /** With which the agency seals. */
    SigningKey sealKey() {
        return sealKey;
    }

    RecordSealer sealer() {
        return sealer;
    }

    EnvelopeVerifier verifier() {
        return verifier;
    }

    DecisionEngine engine() {
        return engine;
    }
}
