package dev.comity.envelope;

import static dev.comity.envelope.SampleEnvelope.AGENCIES;
import static dev.comity.envelope.SampleEnvelope.MARRIAGE;
import static dev.comity.envelope.SampleEnvelope.NOW;
import static dev.comity.envelope.SampleEnvelope.VERIFIER;
import static dev.comity.envelope.SampleEnvelope.compact;
import static dev.comity.envelope.SampleEnvelope.intake;
import static dev.comity.envelope.SampleEnvelope.leaves;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnvelopePropertyTest {

    private static final int MEMBERS = 6;

    @Property(tries = 200)
    void anyRecordOpensAsItWasSealed(@ForAll("records") ObjectNode record) throws Exception {
        VerifiedEnvelope opened = intake(compact(seal(record)));

        assertThat(Json.text(opened.record())).isEqualTo(Json.text(record));
    }

    @Property(tries = 200)
    void anySelectionOpensToExactlyTheSelectedLeaves(@ForAll("records") ObjectNode record, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        SealedEnvelope sealed = seal(record);
        Set<FieldPath> released =
                leaves(sealed).stream().filter(leaf -> random.nextBoolean()).collect(Collectors.toSet());

        VerifiedEnvelope opened =
                VERIFIER.open(intake(compact(sealed)).select(released).compact(), NOW);

        assertThat(opened.leaves()).isEqualTo(released);
        assertThat(Json.text(opened.record())).isEqualTo(Json.text(filtered(record, "", released)));
        assertThat(sealed.compactWith(released))
                .isEqualTo(opened.select(released).compact());
    }

    /** The slow, obvious second implementation: cuts the record itself. */
    private static JsonNode filtered(JsonNode node, String path, Set<FieldPath> released) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = Json.object();
            object.properties().forEach(member -> {
                String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                if (reaches(member.getValue(), at, released)) {
                    kept.set(member.getKey(), filtered(member.getValue(), at, released));
                }
            });
            return kept;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode kept = Json.object().arrayNode();
            for (JsonNode element : array) {
                if (reaches(element, path + "[]", released)) {
                    kept.add(filtered(element, path + "[]", released));
                }
            }
            return kept;
        }
        return node;
    }

    private static boolean reaches(JsonNode node, String path, Set<FieldPath> released) {
        if (node instanceof ObjectNode object) {
            return object.properties().stream().anyMatch(m -> reaches(m.getValue(), path + "." + m.getKey(), released));
        }
        if (node instanceof ArrayNode array) {
            for (JsonNode element : array) {
                if (reaches(element, path + "[]", released)) {
                    return true;
                }
            }
            return false;
        }
        return released.contains(FieldPath.of(path));
    }

    @Property(tries = 1000)
    void anyChangeOfOneBitIsRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] changed = TEXT.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

        assertThat(refused(new String(changed, StandardCharsets.ISO_8859_1))).isTrue();
    }

    @Property(tries = 500)
    void anyTextIsRefusedWithACodeAndNeverWithAnotherFailure(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(new String(TEXT, StandardCharsets.ISO_8859_1));
        int from = random.nextInt(text.length());
        text.delete(from, Math.min(text.length(), from + 1 + random.nextInt(60)));
        text.insert(from, randomText(random));
        // What was cut out may have been put in again.
        boolean changed = !text.toString().equals(new String(TEXT, StandardCharsets.ISO_8859_1));

        assertThat(refused(text.toString())).isEqualTo(changed);
    }

    private static final byte[] TEXT = compact(SampleEnvelope.sealed()).getBytes(StandardCharsets.US_ASCII);

    private static String randomText(Random random) {
        String alphabet = "AZaz09-_~.=\n\u0000é王";
        return random.ints(random.nextInt(8), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    private static boolean refused(String compact) {
        try {
            intake(compact);
            return false;
        } catch (RecordRefused e) {
            return true;
        }
    }

    private static SealedEnvelope seal(ObjectNode record) {
        return Sealing.seal(SampleEnvelope.claims(MARRIAGE), record, path -> MEMBERS, AGENCIES.seal);
    }

    /** Records of any shape, nested, without empty containers: those hold nothing that could be released. */
    @Provide
    Arbitrary<ObjectNode> records() {
        return Arbitraries.longs().map(seed -> object(new Random(seed), 4));
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.object();
        int size = 1 + random.nextInt(MEMBERS);
        for (int i = 0; i < size; i++) {
            object.set("field" + (char) ('A' + i), value(random, depth - 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        var nodes = Json.object();
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0:
                return nodes.nullNode();
            case 1:
                return nodes.booleanNode(random.nextBoolean());
            case 2:
                return nodes.numberNode(new java.math.BigInteger(random.nextInt(200), random));
            case 3:
                return nodes.numberNode(
                        new java.math.BigDecimal(new java.math.BigInteger(90, random), 1 + random.nextInt(40)));
            case 4, 5:
                return nodes.textNode(random.ints(random.nextInt(12), 0, 0x2FFFF)
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()));
            case 6:
                return object(random, depth);
            default:
                ArrayNode array = nodes.arrayNode();
                int size = 1 + random.nextInt(4);
                for (int i = 0; i < size; i++) {
                    array.add(value(random, depth - 1));
                }
                return array;
        }
    }
}
