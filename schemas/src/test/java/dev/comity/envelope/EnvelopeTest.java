package dev.comity.envelope;

import static dev.comity.envelope.SampleEnvelope.AGENCIES;
import static dev.comity.envelope.SampleEnvelope.MARRIAGE;
import static dev.comity.envelope.SampleEnvelope.compact;
import static dev.comity.envelope.SampleEnvelope.intake;
import static dev.comity.envelope.SampleEnvelope.record;
import static dev.comity.envelope.SampleEnvelope.seal;
import static dev.comity.envelope.SampleEnvelope.sealed;
import static dev.comity.envelope.SampleEnvelope.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordTypeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

    private static final FieldPath NAME = FieldPath.of("parties[].name");
    private static final FieldPath CERTIFICATE = FieldPath.of("certificateNo");

    static Stream<RecordTypeId> types() {
        return SampleEnvelope.TYPES.all().stream().map(type -> type.id());
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleIsOpenedAsItWasSealed(RecordTypeId id) throws Exception {
        List<ObjectNode> examples = SampleEnvelope.examples(id);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (ObjectNode example : examples) {
            VerifiedEnvelope opened = intake(compact(seal(example, id)));

            assertThat(opened.record()).isEqualTo(SampleEnvelope.withoutEmpty(example));
            assertThat(type(id).leaves()).containsAll(opened.leaves());
            assertThat(type(id).validateDisclosed(opened.record(), Set.of())).noneMatch(p -> !p.warning());
        }
    }

    @Test
    void whatIsSelectedOpensToExactlyThatUnderTheSameSignature() throws Exception {
        VerifiedEnvelope envelope = intake(compact(sealed()));

        VerifiedEnvelope.Selection selection = envelope.select(Set.of(NAME, CERTIFICATE, FieldPath.of("noSuchField")));

        VerifiedEnvelope opened = SampleEnvelope.VERIFIER.open(selection.compact(), SampleEnvelope.NOW);
        assertThat(opened.record())
                .isEqualTo(
                        Json.parse(
                                "{\"certificateNo\":\"J440305-2026-000321\",\"parties\":[{\"name\":\"李明\"},{\"name\":\"王芳\"}]}"));
        assertThat(opened.jws()).isEqualTo(envelope.jws());
        assertThat(opened.exchange()).isEqualTo(envelope.exchange());
        assertThat(selection.leaves()).extracting(OpenedDisclosure::path).containsExactly(CERTIFICATE, NAME, NAME);
        assertThat(selection.sdHash())
                .isEqualTo(Base64Url.encode(Crypto.sha256(selection.compact().getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void ofWhatIsWithheldNeitherNameNorValueNorLengthIsThere() {
        SealedEnvelope sealed = sealed();

        String compact = sealed.compactWith(Set.of(CERTIFICATE));

        StringBuilder shown = new StringBuilder();
        for (String part : compact.split("[~.]")) {
            shown.append(new String(Base64Url.decode(part), StandardCharsets.UTF_8));
        }
        assertThat(shown.toString())
                .contains("certificateNo", "J440305-2026-000321")
                .doesNotContain("parties", "name", "nationality", "王芳", "...", "statusBefore");
    }

    @Test
    void aRecordWithFewMembersHasAsManyDigestsAsOneWithAll() {
        ObjectNode small = record();
        small.retain("recordId", "parties");
        ((ObjectNode) small.at("/parties/0")).retain("name");

        assertThat(digests(seal(small, MARRIAGE))).isEqualTo(digests(sealed())).hasSizeGreaterThan(2);
        assertThat(digests(sealed()).get(0)).isEqualTo(type(MARRIAGE).memberCount(null));
    }

    /** Counts of the digests of the top and of the objects, without their order. */
    private static List<Integer> digests(SealedEnvelope sealed) {
        Stream<JsonNode> inside =
                sealed.disclosures().stream().map(one -> one.disclosure().value());
        return Stream.concat(Stream.of(sealed.jws().payload()), inside)
                .filter(node -> node.has("_sd"))
                .map(node -> node.get("_sd").size())
                .toList();
    }

    @Test
    void digestsAreSortedAndNeverTheSameTwice() {
        SealedEnvelope first = sealed();
        SealedEnvelope second = sealed();

        List<String> digests = new java.util.ArrayList<>();
        first.jws().payload().get("_sd").forEach(d -> digests.add(d.textValue()));

        assertThat(digests).isSorted().doesNotHaveDuplicates();
        second.jws().payload().get("_sd").forEach(d -> assertThat(digests).doesNotContain(d.textValue()));
    }

    @Test
    void parentsStandBeforeTheirChildrenAndPlacesHaveIndices() throws Exception {
        VerifiedEnvelope opened = intake(compact(sealed()));

        OpenedDisclosure second = opened.disclosures().stream()
                .filter(one -> one.place().equals("parties[1].name"))
                .findFirst()
                .orElseThrow();

        assertThat(second.path()).isEqualTo(NAME);
        OpenedDisclosure party = opened.disclosures().get(second.parent().getAsInt());
        assertThat(party.place()).isEqualTo("parties[1]");
        assertThat(party.leaf()).isFalse();
        OpenedDisclosure parties = opened.disclosures().get(party.parent().getAsInt());
        assertThat(parties.place()).isEqualTo("parties");
        assertThat(parties.parent()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void theSealersPlacesAreTheOpenersPlaces() throws Exception {
        SealedEnvelope sealed = sealed();

        assertThat(intake(compact(sealed)).disclosures()).isEqualTo(sealed.disclosures());
    }

    @Test
    void nullIsAValueAndNumbersKeepEveryDigit() throws Exception {
        ObjectNode record = (ObjectNode)
                Json.parse(
                        "{\"nothing\":null,\"amount\":12345678901234567890.1234567890123456789000,\"count\":123456789012345678901234567890,\"text\":\"\\\"\\\\ \\u0000 王 𠮷\"}");
        SealedEnvelope sealed = Sealing.seal(SampleEnvelope.claims(MARRIAGE), record, path -> 9, AGENCIES.seal);

        VerifiedEnvelope opened = intake(compact(sealed));

        assertThat(Json.text(opened.record())).isEqualTo(Json.text(record));
    }

    @Test
    void aNameThatNoFieldMayHaveIsNotSealed() {
        for (String name : List.of("iss", "cnf", "_sd", "...", "a.b", "a[]", "", "名")) {
            ObjectNode record = Json.object().put(name, 1);
            assertThatThrownBy(() -> Sealing.seal(SampleEnvelope.claims(MARRIAGE), record, p -> 9, AGENCIES.seal))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void moreMembersThanTheSchemaHasAreNotSealed() {
        assertThatThrownBy(() -> Sealing.seal(
                        SampleEnvelope.claims(MARRIAGE),
                        Json.object().put("a", 1).put("b", 2),
                        p -> 1,
                        AGENCIES.seal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more members than the schema has");
    }
}
