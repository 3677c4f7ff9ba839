package dev.comity.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.Configuration;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code NAME.signatures.json} beside {@code NAME.yaml}: {@code {"v":1,"signatures":[{"agency":"...","jws":"..."}]}}. Each
 * signature is a {@code comity-agreement+jws} over a small statement that pins the SHA-256 of the agreement file's bytes, its id and
 * version, the digest of the version before it, and the digests of schema, purpose and derivations.
 */
public final class AgreementSignatures {

    public static final String TYP = "comity-agreement+jws";
    private static final int MAX_JWS_BYTES = 8 * 1024;

    private AgreementSignatures() {}

    /**
     * Adds or replaces one agency's signature in the file beside the agreement, durably.
     *
     * @throws IllegalArgumentException if the agency is no party, or signed a later version already, or signed another text
     *     under the same version: versions only rise
     */
    public static void sign(
            Agreement agreement, Configuration configuration, String agency, SigningKey key, Instant now)
            throws IOException {
        if (!parties(agreement).contains(agency)) {
            throw new IllegalArgumentException("'" + agency + "' is no party to " + agreement.id());
        }
        Path file = fileOf(agreement.file());
        SignatureFile signed = readForSigning(file);
        List<AgreementPins> earlier = statements(signed);
        onlyRises(agreement, earlier);
        ObjectNode claims = Json.object().put("iss", agency).put("iat", now.getEpochSecond());
        claims.setAll(AgreementPins.of(agreement, configuration, previous(agreement, configuration, earlier))
                .claims());
        signed.with(agency, Jws.sign(TYP, claims, key).compact()).write(file);
    }

    private static SignatureFile readForSigning(Path file) throws IOException {
        try {
            return SignatureFile.read(file);
        } catch (MalformedJson e) {
            throw new IOException(file + " is not a file of signatures: " + e.getMessage(), e);
        }
    }

    private static void onlyRises(Agreement agreement, List<AgreementPins> earlier) {
        for (AgreementPins pins : earlier) {
            boolean newer = pins.version() < agreement.version();
            if (!newer && !pins.file().equals(agreement.digest())) {
                throw new IllegalArgumentException("version " + pins.version() + " of " + agreement.id()
                        + " was signed before, with another text: a changed agreement needs a higher version");
            }
        }
    }

    /** The digest of the version before: of the file that has it, else of what was signed before in this one's place. */
    private static Optional<String> previous(
            Agreement agreement, Configuration configuration, List<AgreementPins> earlier) {
        Optional<AgreementPins> sameText = earlier.stream()
                .filter(pins -> pins.file().equals(agreement.digest()))
                .findFirst();
        if (sameText.isPresent()) {
            return sameText.get().previous();
        }
        return predecessor(agreement, configuration)
                .map(Agreement::digest)
                .or(() -> earlier.stream()
                        .max(Comparator.comparingInt(AgreementPins::version))
                        .map(AgreementPins::file));
    }

    private static Optional<Agreement> predecessor(Agreement agreement, Configuration configuration) {
        return configuration.agreements().stream()
                .filter(other -> other.id().equals(agreement.id()) && other.version() < agreement.version())
                .max(Comparator.comparingInt(Agreement::version));
    }

    /** What the file's signatures state, whoever made them: for signing, where the own file is trusted. */
    private static List<AgreementPins> statements(SignatureFile signed) {
        List<AgreementPins> statements = new ArrayList<>();
        for (String compact : signed.byAgency().values()) {
            try {
                AgreementPins.read(Jws.parse(compact, MAX_JWS_BYTES).payload()).ifPresent(statements::add);
            } catch (RecordRefused e) {
                // Unreadable: it is no earlier version, and verify() will name it.
            }
        }
        return statements;
    }

    /** Where an agreement's signatures lie. */
    public static Path fileOf(Path agreementFile) {
        String name = agreementFile.getFileName().toString();
        return agreementFile.resolveSibling(name.replaceFirst("\\.yaml$", ".signatures.json"));
    }

    private static List<String> parties(Agreement agreement) {
        return List.of(agreement.provider(), agreement.consumer());
    }

    /**
     * Requires both agencies' signatures by keys whose use is {@code agree}, over exactly these bytes and pins. The signatures are
     * those that were loaded with the configuration.
     *
     * @throws RecordRefused {@code agreement-not-in-force} with every reason
     */
    public static void verify(Agreement agreement, Configuration configuration, Directory directory, Instant at)
            throws RecordRefused {
        List<String> reasons = new ArrayList<>();
        try {
            SignatureFile signed = SignatureFile.parse(configuration.signaturesOf(agreement));
            List<AgreementPins> held = new ArrayList<>();
            for (String agency : parties(agreement)) {
                new OneSignature(agreement, configuration, directory, at)
                        .check(agency, Optional.ofNullable(signed.byAgency().get(agency)), reasons)
                        .ifPresent(held::add);
            }
            if (held.size() == 2 && !held.get(0).previous().equals(held.get(1).previous())) {
                reasons.add("the two signatures name different versions before it");
            }
        } catch (MalformedJson e) {
            reasons.add("its file of signatures is malformed: " + e.getMessage());
        }
        if (!reasons.isEmpty()) {
            throw new RecordRefused(reasons.stream()
                    .map(why -> Refusal.of(RefusalCode.AGREEMENT_NOT_IN_FORCE, "", why))
                    .toList());
        }
    }

    /** The check of one agency's signature. */
    private record OneSignature(Agreement agreement, Configuration configuration, Directory directory, Instant at) {

        Optional<AgreementPins> check(String agency, Optional<String> compact, List<String> reasons) {
            if (compact.isEmpty()) {
                reasons.add("the signature of " + agency + " is missing");
                return Optional.empty();
            }
            try {
                Jws jws = Jws.parse(compact.get(), MAX_JWS_BYTES);
                Optional<String> wrongKey = wrongKey(jws, agency);
                wrongKey.ifPresent(reasons::add);
                return wrongKey.isPresent() ? Optional.empty() : pins(jws, agency, reasons);
            } catch (RecordRefused e) {
                reasons.add("the signature of " + agency + " is malformed");
                return Optional.empty();
            }
        }

        private Optional<String> wrongKey(Jws jws, String agency) {
            Optional<DirectoryKey> key = directory.key(jws.kid());
            if (key.isEmpty()) {
                return Optional.of("the signature of " + agency + " is by a key that no registrar certified");
            }
            if (!key.get().agency().equals(agency) || key.get().use() != KeyUse.AGREE) {
                return Optional.of("the signature of " + agency + " is by a key that may not agree for it");
            }
            if (!key.get().validAt(at)) {
                return Optional.of("the signature of " + agency + " is by a key that is not valid now");
            }
            boolean holds = key.get().key().map(k -> jws.verify(TYP, k)).orElse(false);
            return holds ? Optional.empty() : Optional.of("the signature of " + agency + " does not hold");
        }

        private Optional<AgreementPins> pins(Jws jws, String agency, List<String> reasons) {
            Optional<AgreementPins> pins = AgreementPins.read(jws.payload());
            if (pins.isEmpty() || !jws.payload().path("iss").asText().equals(agency)) {
                reasons.add("the signature of " + agency + " is over a statement of another form");
                return Optional.empty();
            }
            List<String> differences = pins.get()
                    .differences(AgreementPins.of(
                            agreement, configuration, pins.get().previous()));
            if (!differences.isEmpty()) {
                reasons.add("the signature of " + agency + " is over another " + String.join(", ", differences));
                return Optional.empty();
            }
            return pins;
        }
    }
}
