package dev.comity.opening;

import static dev.comity.opening.Deliveries.boundDeath;
import static dev.comity.opening.Deliveries.changed;
import static dev.comity.opening.Deliveries.key;
import static dev.comity.opening.Deliveries.opener;
import static dev.comity.opening.Deliveries.opening;
import static dev.comity.opening.Deliveries.plainDeath;
import static dev.comity.opening.Deliveries.with;
import static dev.comity.opening.Deliveries.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.opening.PresentationOpener.Opening;
import dev.comity.opening.Release.Held;
import dev.comity.record.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One way to be refused: what is wrong, and the checks that must say so. */
enum Wrong {
    OPENED_BY_ANOTHER_CONSUMER("audience, agreement") {
        @Override
        Opening open() throws Exception {
            return Deliveries.open(boundDeath().make(), "housing");
        }
    },
    DISCLOSURE_REMOVED("statement, fields") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            String[] parts = held.presentation().split("~");
            String less = Stream.concat(
                            Stream.of(parts[0]), Arrays.stream(parts).skip(2))
                    .collect(Collectors.joining("~"));
            return opening(less, held, "housing");
        }
    },
    DISCLOSURE_ADDED("statement, fields") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            String more = held.sealed().disclosures().stream()
                    .filter(d -> d.path().value().equals("causeOfDeath"))
                    .map(d -> d.disclosure().encoded())
                    .findFirst()
                    .orElseThrow();
            int cut = held.presentation().lastIndexOf('~') + 1;
            String presentation = held.presentation().substring(0, cut) + more + "~"
                    + held.presentation().substring(cut);
            return opening(presentation, held, "housing");
        }
    },
    VALUE_CHANGED("origin, statement") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            String[] parts = held.presentation().split("~");
            String json = new String(dev.comity.crypto.Base64Url.decode(parts[1]), StandardCharsets.UTF_8);
            parts[1] = dev.comity.crypto.Base64Url.encode(
                    json.replaceFirst("\"([^\"]*)\"\\]$", "\"changed\"]").getBytes(StandardCharsets.UTF_8));
            return opening(String.join("~", parts), held, "housing");
        }
    },
    NO_ENTRY("entry") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opener().open(held.presentation(), Optional.empty(), held.proven(), "housing");
        }
    },
    NO_PROOF("proof") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opener().open(held.presentation(), held.logged(), Optional.empty(), "housing");
        }
    },
    ENTRY_OF_ANOTHER_DELIVERY("entry, fields") {
        @Override
        Opening open() throws Exception {
            Held other = plainDeath().make();
            return opener().open(plainDeath().make().presentation(), other.logged(), other.proven(), "housing");
        }
    },
    PROOF_OF_ANOTHER_ENTRY("proof") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opener().open(
                            held.presentation(),
                            held.logged(),
                            plainDeath().make().proven(),
                            "housing");
        }
    },
    ENTRY_NEVER_LOGGED("proof") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            ObjectNode members = Json.parseObject(held.entry());
            members.remove(List.of("v", "kind"));
            members.put("engine", "another");
            byte[] rewritten = Entry.of(Entry.Kind.RELEASED, members).bytes();
            return opener().open(held.presentation(), Optional.of(rewritten), held.proven(), "housing");
        }
    },
    ENTRY_OF_A_KIND_THAT_RELEASES_NOTHING("entry") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            ObjectNode members = Json.parseObject(held.entry());
            members.retain(List.of("time", "delivery", "exchange", "provider", "consumer"));
            members.put("ack", "A".repeat(43));
            byte[] entry = Entry.of(Entry.Kind.ACKNOWLEDGED, members).bytes();
            return opener().open(
                            held.presentation(),
                            Optional.of(entry),
                            Optional.of(world.append(entry).text()),
                            "housing");
        }
    },
    ENTRY_THAT_IS_NONE("entry") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opener().open(held.presentation(), Optional.of(new byte[] {'{', '}'}), held.proven(), "housing");
        }
    },
    PROOF_THAT_IS_NONE("proof") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opener().open(held.presentation(), held.logged(), Optional.of("none"), "housing");
        }
    },
    LOG_THAT_NOBODY_TRUSTS("proof") {
        @Override
        Opening open() throws Exception {
            return with(
                    world.trust("hub.example.gov/log/9", key()), plainDeath().make());
        }
    },
    LOG_KEY_THAT_NOBODY_TRUSTS("proof") {
        @Override
        Opening open() throws Exception {
            return with(
                    world.trust(world.log.checkpoint().origin(), key()),
                    plainDeath().make());
        }
    },
    STATEMENT_MISSING("statement") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            int cut = held.presentation().lastIndexOf('~') + 1;
            return opening(held.presentation().substring(0, cut), held, "housing");
        }
    },
    STATEMENT_OF_ANOTHER_DELIVERY("statement, entry") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            String other = plainDeath().make().presentation();
            String swapped =
                    held.presentation().substring(0, held.presentation().lastIndexOf('~') + 1)
                            + other.substring(other.lastIndexOf('~') + 1);
            return opening(swapped, held, "housing");
        }
    },
    STATEMENT_BY_A_KEY_THAT_NOBODY_CERTIFIED("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.hubKey = key());
        }
    },
    STATEMENT_BY_A_HUB_KEY_THAT_THE_ENVELOPE_DOES_NOT_NAME("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.hubKey = world.secondDeliver);
        }
    },
    STATEMENT_BY_AN_AGENCY_KEY("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.hubKey = world.seal.get("housing"));
        }
    },
    DELIVERY_ID_THAT_DOES_NOT_FOLLOW("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("nonce", "ab".repeat(32)));
        }
    },
    EXCHANGE_THAT_DOES_NOT_FOLLOW("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("exchange", "ab".repeat(32)));
        }
    },
    WITHHELD_COUNT_THAT_DEPENDS_ON_VALUES("statement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("withheld", 3));
        }
    },
    ANOTHER_PURPOSE("agreement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("purpose", "marketing"));
        }
    },
    ANOTHER_SCHEMA("agreement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("schema", "A".repeat(43)));
        }
    },
    ANOTHER_LOG("proof") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.restate = claims -> claims.put("log", "hub.example.gov/log/2"));
        }
    },
    AGREEMENT_UNKNOWN_HERE("agreement, fields") {
        @Override
        Opening open() throws Exception {
            return changed(release ->
                    release.restate = claims -> ((ObjectNode) claims.get("agreement")).put("digest", "A".repeat(43)));
        }
    },
    AFTER_THE_AGREEMENT_ENDED("agreement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.at = java.time.Instant.parse("2027-12-31T16:00:00Z"));
        }
    },
    SEALED_BY_A_KEY_THAT_NOBODY_CERTIFIED("origin") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.seal = key());
        }
    },
    SEALED_BY_ANOTHER_AGENCY("agreement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> {
                release.issuer = "land-registry";
                release.seal = world.seal.get("land-registry");
            });
        }
    },
    FIELD_THAT_THE_AGREEMENT_DOES_NOT_RELEASE("fields") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.released.add(FieldPath.of("causeOfDeath")));
        }
    },
    DERIVED_FIELD_WITHOUT_A_BOUND_ENVELOPE("agreement") {
        @Override
        Opening open() throws Exception {
            Release release = boundDeath();
            release.bound = Optional.empty();
            return Deliveries.open(release.make(), "transport");
        }
    },
    ENVELOPE_BOUND_TO_ANOTHER_AGREEMENT("agreement") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.bound =
                    Optional.of(world.agreement("death-to-concession").digest()));
        }
    },
    ENTRY_WITH_ANOTHER_SEQUENCE_NUMBER("entry") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.relog = members -> members.put("seq", 2));
        }
    },
    ENTRY_FOR_ANOTHER_CONSUMER("entry") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.relog = members -> members.put("consumer", "transport"));
        }
    },
    ENTRY_WITH_ANOTHER_AGREEMENT_TEXT("entry") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.relog = members -> members.put("agreementDigest", "A".repeat(43)));
        }
    },
    ENTRY_THAT_LISTS_FEWER_FIELDS("fields") {
        @Override
        Opening open() throws Exception {
            return changed(release ->
                    release.relog = members -> members.withArray("released").remove(0));
        }
    },
    ENTRY_THAT_LISTS_ANOTHER_DISCLOSURE("fields") {
        @Override
        Opening open() throws Exception {
            return changed(release -> release.relog =
                    members -> ((ObjectNode) members.get("released").get(0)).put("digest", "A".repeat(43)));
        }
    },
    LONGER_THAN_THE_LIMIT("origin, statement") {
        @Override
        Opening open() throws Exception {
            Held held = plainDeath().make();
            return opening("x".repeat(21 * 1024 * 1024) + held.presentation(), held, "housing");
        }
    },
    NO_PRESENTATION_AT_ALL("origin, statement") {
        @Override
        Opening open() throws Exception {
            return opening("", plainDeath().make(), "housing");
        }
    };

    final String checks;

    Wrong(String checks) {
        this.checks = checks;
    }

    abstract Opening open() throws Exception;
}
