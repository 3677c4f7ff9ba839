package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.Configuration;
import dev.comity.config.Purpose;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import dev.comity.record.Derivation;
import dev.comity.record.RecordType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a signature under an agreement pins: the file's bytes, and the meaning of every word in them that is defined
 * elsewhere. Claims: {@code v, agreement, version, file, schema, purpose, derivations, previous}; digests are base64url
 * SHA-256, {@code previous} is absent for a first version.
 *
 * @param claims as signed, without {@code iss} and {@code iat}
 */
record AgreementPins(ObjectNode claims) {

    private static final Set<String> NAMES =
            Set.of("v", "agreement", "version", "file", "schema", "purpose", "derivations", "previous");

    /** The pins of an agreement as this configuration has it. */
    static AgreementPins of(Agreement agreement, Configuration configuration, Optional<String> previous) {
        RecordType type = configuration.types().find(agreement.record()).orElseThrow();
        Purpose purpose = configuration.purposes().get(agreement.purpose());
        ObjectNode claims = Json.object();
        claims.put("v", 1);
        claims.put("agreement", agreement.id());
        claims.put("version", agreement.version());
        claims.put("file", agreement.digest());
        claims.put("schema", type.digest());
        claims.put("purpose", purpose.digest());
        claims.put("derivations", derivations(agreement, type));
        previous.ifPresent(digest -> claims.put("previous", digest));
        return new AgreementPins(claims);
    }

    /** The pins that a signed statement holds; empty where its claims are not this closed list. */
    static Optional<AgreementPins> read(ObjectNode payload) {
        ObjectNode claims = payload.deepCopy();
        claims.remove(List.of("iss", "iat"));
        Set<String> names =
                claims.properties().stream().map(java.util.Map.Entry::getKey).collect(Collectors.toSet());
        boolean whole = NAMES.containsAll(names)
                && names.containsAll(
                        NAMES.stream().filter(name -> !name.equals("previous")).toList());
        boolean forms = whole
                && claims.path("v").isInt()
                && claims.path("v").intValue() == 1
                && claims.path("version").isInt()
                && StreamSupport.stream(claims.spliterator(), false).allMatch(c -> c.isTextual() || c.isInt());
        return forms ? Optional.of(new AgreementPins(claims)) : Optional.empty();
    }

    String file() {
        return claims.path("file").asText();
    }

    int version() {
        return claims.path("version").asInt();
    }

    Optional<String> previous() {
        return Optional.ofNullable(claims.get("previous")).map(JsonNode::asText);
    }

    /** Names of the claims in which the two differ, for messages. */
    List<String> differences(AgreementPins expected) {
        List<String> names = new ArrayList<>();
        for (String name : NAMES.stream().sorted().toList()) {
            JsonNode here = claims.get(name);
            JsonNode there = expected.claims.get(name);
            // Numbers are compared as text: 3 is 3, however it was read.
            if (here == null ? there != null : there == null || !here.asText().equals(there.asText())) {
                names.add(name);
            }
        }
        return names;
    }

    /** Digest over the declarations of the derived fields that the agreement releases or tests. */
    private static String derivations(Agreement agreement, RecordType type) {
        String text = type.derivations().stream()
                .filter(derivation -> agreement.needed().contains(derivation.name()))
                .sorted(Comparator.comparing(Derivation::name))
                .map(d -> String.join(
                        "\n",
                        d.name().value(),
                        d.function(),
                        d.from().value(),
                        Json.text(d.arguments()),
                        d.secret() ? "secret" : "open"))
                .collect(Collectors.joining("\n", "comity-derivations/1\n", "\n"));
        return Base64Url.encode(Crypto.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
