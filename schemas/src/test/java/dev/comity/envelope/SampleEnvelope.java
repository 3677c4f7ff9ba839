package dev.comity.envelope;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.SampleDirectory;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.record.RecordTypeId;
import dev.comity.record.RecordTypes;
import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Real record types, their examples, and an agency that seals them. */
final class SampleEnvelope {

    static final Instant NOW = SampleDirectory.NOW;
    static final Duration SKEW = Duration.ofMinutes(5);
    static final RecordTypeId MARRIAGE = RecordTypeId.of("marriage-registration/1");

    private static final Path SCHEMAS =
            Path.of(System.getProperty("comity.home", "..")).resolve("schemas");
    static final RecordTypes TYPES = types();
    static final SampleDirectory AGENCIES = SampleDirectory.usual();
    static final Directory DIRECTORY = AGENCIES.directory();
    static final EnvelopeVerifier VERIFIER = new EnvelopeVerifier(DIRECTORY, TYPES, "city-hub", EnvelopeLimits.DEFAULT);

    private SampleEnvelope() {}

    static RecordType type(RecordTypeId id) {
        return TYPES.find(id).orElseThrow();
    }

    /** A marriage with two parties: an array of objects. */
    static ObjectNode record() {
        return examples(MARRIAGE).stream()
                .filter(record -> record.path("certificateNo").asText().equals("J440305-2026-000321"))
                .findFirst()
                .orElseThrow();
    }

    static List<ObjectNode> examples(RecordTypeId id) {
        List<ObjectNode> records = new ArrayList<>();
        try (var files = Files.list(type(id).folder().resolve("examples"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                records.add(Json.parseObject(Files.readAllBytes(file)));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return records;
    }

    static EnvelopeClaims claims(RecordTypeId type) {
        return claims(type, AGENCIES.hubDeliver);
    }

    static EnvelopeClaims claims(RecordTypeId type, SigningKey hub) {
        return new EnvelopeClaims(
                "civil-affairs",
                "city-hub",
                NOW,
                NOW.plus(Duration.ofDays(1)),
                Generators.timeBasedEpochGenerator().generate().toString(),
                type,
                type(type).digest(),
                hub.verificationKey().jwk(),
                Optional.empty());
    }

    static SealedEnvelope seal(ObjectNode record, RecordTypeId type) {
        return SealedEnvelope.seal(claims(type), record, type(type), AGENCIES.seal);
    }

    static SealedEnvelope sealed() {
        return seal(record(), MARRIAGE);
    }

    static Set<FieldPath> leaves(SealedEnvelope sealed) {
        return sealed.disclosures().stream()
                .filter(OpenedDisclosure::leaf)
                .map(OpenedDisclosure::path)
                .collect(Collectors.toSet());
    }

    /** With every leaf. */
    static String compact(SealedEnvelope sealed) {
        return sealed.compactWith(leaves(sealed));
    }

    static VerifiedEnvelope intake(String compact) throws RecordRefused {
        return VERIFIER.intake(compact, "civil-affairs", NOW, SKEW);
    }

    private static RecordTypes types() {
        List<Problem> problems = new ArrayList<>();
        try {
            RecordTypes types = RecordTypes.load(SCHEMAS, problems);
            if (problems.stream().anyMatch(Problem::isError)) {
                throw new IllegalStateException(problems.toString());
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What there is to disclose of a record: a list or an object without anything in it is never told. */
    static ObjectNode withoutEmpty(ObjectNode record) {
        ObjectNode told = Json.object();
        record.properties().forEach(member -> {
            boolean nothing =
                    member.getValue().isContainerNode() && member.getValue().isEmpty();
            if (!nothing) {
                told.set(member.getKey(), member.getValue());
            }
        });
        return told;
    }
}
