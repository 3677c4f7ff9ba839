package dev.comity.envelope;

import static dev.comity.envelope.Forgery.SALT;
import static dev.comity.envelope.Forgery.decoy;
import static dev.comity.envelope.Forgery.element;
import static dev.comity.envelope.Forgery.member;
import static dev.comity.envelope.Forgery.sd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An agency that signs whatever it likes still cannot carry anything past the fields that agreements name. */
class SmugglingTest {

    @Test
    void theForgeryAsItBeginsIsAccepted() throws Exception {
        Forgery forgery = new Forgery();
        forgery.top(member("certificateNo", "\"J\""));
        String name = forgery.disclose(member("name", "\"W\""));
        String party = forgery.disclose(element(sd(name, decoy())));
        forgery.top(member("parties", "[{\"...\":\"" + party + "\"},{\"...\":\"" + decoy() + "\"}]"));

        VerifiedEnvelope opened = SampleEnvelope.intake(forgery.compact());

        assertThat(opened.record()).isEqualTo(Json.parse("{\"certificateNo\":\"J\",\"parties\":[{\"name\":\"W\"}]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void everyWayToSmuggleIsRefused(String way, String said, Consumer<Forgery> smuggle) {
        Forgery forgery = new Forgery();
        forgery.top(member("certificateNo", "\"J\""));
        smuggle.accept(forgery);

        RecordRefused refused =
                catchThrowableOfType(RecordRefused.class, () -> SampleEnvelope.intake(forgery.compact()));

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).startsWith(said);
        assertThat(refused.getMessage()).doesNotContain("secret");
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                way(
                        "a salt that is too short",
                        "malformed: a disclosure cannot be read: a salt",
                        f -> f.top("[\"secret\",\"name\",1]")),
                way(
                        "a salt that is too long",
                        "malformed: a disclosure cannot be read: a salt",
                        f -> f.top("[\"" + SALT + "A\",\"name\",1]")),
                way(
                        "a salt with other characters",
                        "malformed: a disclosure cannot be read: a salt",
                        f -> f.top("[\"AAAAAAAAAAAAAAAA secret\",\"name\",1]")),
                way(
                        "a salt with unused bits set",
                        "malformed: a disclosure cannot be read: a salt",
                        f -> f.top("[\"AAAAAAAAAAAAAAAAAAAAAB\",\"name\",1]")),
                way(
                        "a salt that is a number",
                        "malformed: a disclosure cannot be read: a salt",
                        f -> f.top("[1,\"name\",1]")),
                way(
                        "a salt written with an escape",
                        "malformed: a disclosure cannot be read: salt and name",
                        f -> f.top("[\"\\u0041AAAAAAAAAAAAAAAAAAAAA\",\"name\",1]")),
                way(
                        "a name written with an escape",
                        "malformed: a disclosure cannot be read: salt and name",
                        f -> f.top("[\"" + SALT + "\",\"\\u006eame\",1]")),
                way(
                        "white space after the comma",
                        "malformed: a disclosure cannot be read: salt and name",
                        f -> f.top("[\"" + SALT + "\", \"name\",1]")),
                way(
                        "white space before the value",
                        "malformed: a disclosure cannot be read: white space",
                        f -> f.top("[\"" + SALT + "\",\"name\", 1]")),
                way(
                        "white space at the end",
                        "malformed: a disclosure cannot be read: white space",
                        f -> f.top("[\"" + SALT + "\",\"name\",\"a\\\"\"\t]")),
                way(
                        "white space after the array",
                        "malformed: a disclosure cannot be read",
                        f -> f.top("[\"" + SALT + "\",\"name\",1]\n")),
                way(
                        "white space before the array",
                        "malformed: a disclosure cannot be read: salt and name",
                        f -> f.top(" [\"" + SALT + "\",\"name\",1]")),
                way(
                        "white space in a container",
                        "malformed: a disclosure cannot be read: a container",
                        f -> f.top("[\"" + SALT + "\",\"parties\",[ ]]")),
                way(
                        "an escape in a container",
                        "malformed: a disclosure cannot be read: a container",
                        f -> f.top("[\"" + SALT + "\",\"parties\",{\"\\u005fsd\":[\"" + decoy() + "\"]}]")),
                way(
                        "text after the array",
                        "malformed: a disclosure cannot be read",
                        f -> f.top("[\"" + SALT + "\",\"name\",1]\"secret\"")),
                way(
                        "a comment",
                        "malformed: a disclosure cannot be read",
                        f -> f.top("[\"" + SALT + "\",\"name\",1/*secret*/]")),
                way(
                        "UTF-16",
                        "malformed: a disclosure cannot be read",
                        f -> f.digests.add(f.discloseBytes(member("name", "1").getBytes(StandardCharsets.UTF_16)))),
                way(
                        "bytes that are not UTF-8",
                        "malformed: a disclosure cannot be read",
                        f -> f.digests.add(
                                f.discloseBytes(member("name", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1)))),
                way(
                        "half a character",
                        "malformed: a disclosure cannot be read: text with half",
                        f -> f.top(member("name", "\"\\ud800\""))),
                way("not a number", "malformed: a disclosure cannot be read", f -> f.top(member("name", "NaN"))),
                way(
                        "a number that fills the memory",
                        "malformed: a disclosure cannot be read: a number",
                        f -> f.top(member("name", "1e999999999"))),
                way(
                        "one element",
                        "malformed: a disclosure cannot be read: expected an array",
                        f -> f.top("[\"" + SALT + "\"]")),
                way(
                        "four elements",
                        "malformed: a disclosure cannot be read: expected an array",
                        f -> f.top("[\"" + SALT + "\",\"name\",1,\"secret\"]")),
                way(
                        "an object",
                        "malformed: a disclosure cannot be read: expected an array",
                        f -> f.top("{\"salt\":\"secret\"}")),
                way("no JSON", "malformed: a disclosure cannot be read", f -> f.top("secret")),
                way("an empty disclosure", "malformed: a disclosure cannot be read", f -> f.disclosures.add("")),
                way(
                        "a disclosure with padding",
                        "malformed: a disclosure cannot be read: not base64url",
                        f -> f.disclosures.add("WzFd=")),
                way(
                        "a disclosure with unused bits set",
                        "malformed: a disclosure cannot be read: not canonical",
                        f -> f.disclosures.add("WzF")),
                way(
                        "a value beside the digests of an object",
                        "malformed: a disclosure cannot be read: an object",
                        f -> f.top(member("parties", "{\"_sd\":[\"" + decoy() + "\"],\"note\":\"secret\"}"))),
                way(
                        "a clear object",
                        "malformed: a disclosure cannot be read: an object",
                        f -> f.top(member("parties", "{\"note\":\"secret\"}"))),
                way(
                        "a name twice in a disclosed object",
                        "malformed: a disclosure cannot be read: a member name occurs twice",
                        f -> f.top(member("parties", "{\"_sd\":[],\"_sd\":[]}"))),
                way(
                        "a clear array",
                        "malformed: a disclosure cannot be read: an array",
                        f -> f.top(member("parties", "[\"secret\"]"))),
                way(
                        "a value beside a placeholder",
                        "malformed: a disclosure cannot be read: an array",
                        f -> f.top(member("parties", "[{\"...\":\"" + decoy() + "\",\"note\":\"secret\"}]"))),
                way(
                        "a placeholder that is no digest",
                        "malformed: a disclosure cannot be read: an array",
                        f -> f.top(member("parties", "[{\"...\":\"secret\"}]"))),
                way(
                        "a digest that is none, inside",
                        "malformed: a placeholder holds",
                        f -> f.top(member("parties", "{\"_sd\":[\"secret\"]}"))),
                way(
                        "a digest that is a number",
                        "malformed: a placeholder holds",
                        f -> f.top(member("parties", "{\"_sd\":[1]}"))),
                way(
                        "a list of digests that is none",
                        "malformed: ",
                        f -> f.top(member("parties", "{\"_sd\":\"secret\"}"))),
                way(
                        "an empty list of digests",
                        "malformed: '_sd' must be",
                        f -> f.top(member("parties", "{\"_sd\":[]}"))),
                way(
                        "digests that are not sorted",
                        "malformed: the digests of an object must be sorted",
                        f -> f.top(member(
                                "parties", "{\"_sd\":[\"" + "B".repeat(42) + "A\",\"" + "A".repeat(43) + "\"]}"))),
                way("a digest of the top that is none", "malformed at _sd: ", f -> f.digests.add("secret")),
                way(
                        "a disclosure that nothing refers to",
                        "malformed: a disclosure to which nothing",
                        f -> f.disclose(member("name", "\"secret\""))),
                way(
                        "a disclosure twice",
                        "malformed: a disclosure stands here twice",
                        f -> f.disclosures.add(f.disclosures.get(0))),
                way(
                        "a digest twice at the top",
                        "malformed: a digest occurs twice",
                        f -> f.digests.add(f.digests.get(0))),
                way("a decoy twice", "malformed: a digest occurs twice", f -> {
                    String d = decoy();
                    f.digests.add(d);
                    f.digests.add(d);
                }),
                way(
                        "a digest at the top and inside",
                        "malformed at parties: a digest occurs twice",
                        f -> f.top(member("parties", sd(f.digests.get(0))))),
                way("a digest twice in one array", "malformed at parties: a digest occurs twice", f -> {
                    String d = f.disclose(element("1"));
                    f.top(member("parties", "[{\"...\":\"" + d + "\"},{\"...\":\"" + d + "\"}]"));
                }),
                way(
                        "a name twice at the top",
                        "malformed: a name is disclosed into a place",
                        f -> f.top(member("certificateNo", "\"secret\""))),
                way(
                        "a name twice inside",
                        "malformed at parties: a name is disclosed",
                        f -> f.top(member(
                                "parties", sd(f.disclose(member("name", "1")), f.disclose(member("name", "2")))))),
                way(
                        "an element in the place of a member",
                        "malformed: a disclosure without a name",
                        f -> f.top(element("\"secret\""))),
                way(
                        "a member in the place of an element",
                        "malformed at parties: a disclosure with a name",
                        f -> f.top(member("parties", "[{\"...\":\"" + f.disclose(member("name", "1")) + "\"}]"))),
                way(
                        "the name _sd",
                        "malformed: a disclosure cannot be read: a reserved name",
                        f -> f.top(member("_sd", "1"))),
                way(
                        "the name ...",
                        "malformed: a disclosure cannot be read: a reserved name",
                        f -> f.top(member("...", "1"))),
                way(
                        "the name _sd_alg",
                        "malformed: a disclosure cannot be read: a name",
                        f -> f.top(member("_sd_alg", "1"))),
                way(
                        "a name with a dot",
                        "malformed: a disclosure cannot be read: a name",
                        f -> f.top(member("parties.secret", "1"))),
                way(
                        "a name with brackets",
                        "malformed: a disclosure cannot be read: a name",
                        f -> f.top(member("parties[]", "1"))),
                way("an empty name", "malformed: a disclosure cannot be read: a name", f -> f.top(member("", "1"))),
                way(
                        "a name that is a number",
                        "malformed: a disclosure cannot be read: a name must be text",
                        f -> f.top("[\"" + SALT + "\",1,1]")),
                way(
                        "a claim as a disclosure",
                        "malformed at iss: a claim may not",
                        f -> f.top(member("iss", "\"housing\""))),
                way(
                        "a claim that is not there as a disclosure",
                        "malformed at agreement: a claim may not",
                        f -> f.top(member("agreement", "1"))),
                way("an empty array", "malformed at parties: a container", f -> f.top(member("parties", "[]"))),
                way("an empty object", "malformed at parties: a container", f -> f.top(member("parties", "{}"))),
                way(
                        "a container with hidden members only",
                        "malformed at parties: a container",
                        f -> f.top(member("parties", sd(decoy())))),
                way(
                        "a container in a container with nothing",
                        "malformed at parties[0]: a container",
                        f -> f.top(member("parties", "[{\"...\":\"" + f.disclose(element(sd(decoy()))) + "\"}]"))),
                way(
                        "a claim outside the list",
                        "malformed at payload: a claim outside",
                        f -> f.payload.put("note", "secret")),
                way("a field in clear", "malformed at payload: a claim outside", f -> f.payload.put("name", "secret")),
                way(
                        "a claim beside the key in cnf",
                        "malformed at cnf: a claim outside",
                        f -> f.payload.withObject("cnf").put("note", "secret")),
                way(
                        "another hash algorithm",
                        "malformed at _sd_alg: only sha-256",
                        f -> f.payload.put("_sd_alg", "sha-512")),
                way("no hash algorithm", "malformed at _sd_alg: ", f -> f.payload.remove("_sd_alg")),
                way(
                        "a statement of the hub at the end",
                        "malformed: an envelope must end in '~'",
                        f -> f.ending = "a.b.c"),
                way("nesting deeper than the limit", "too-large at a.a.a", f -> nest(f, 40)),
                way("another type of JWS", "malformed at typ: expected the type", f -> f.typ = "comity-submit+jwt"));
    }

    private static Arguments way(String way, String said, Consumer<Forgery> smuggle) {
        return Arguments.of(way, said, smuggle);
    }

    private static void nest(Forgery forgery, int levels) {
        String inner = forgery.disclose(member("a", "1"));
        for (int i = 0; i < levels; i++) {
            inner = forgery.disclose(member("a", sd(inner)));
        }
        forgery.digests.add(inner);
    }

    @Test
    void limitsAreCheckedBeforeAnyCryptography() {
        var small = new EnvelopeLimits(2000, 100, 3, 32);
        // No directory and no types: what is refused here was refused before either was asked.
        var verifier = new EnvelopeVerifier(null, null, "city-hub", small);
        Forgery many = new Forgery();
        for (int i = 0; i < 4; i++) {
            many.top(member("f" + i, "1"));
        }
        Forgery big = new Forgery();
        big.top(member("f", "\"" + "x".repeat(120) + "\""));
        Forgery exact = new Forgery();
        exact.top(member("f", "\"" + "x".repeat(90) + "\""));

        assertThat(refusal(verifier, "x".repeat(2001)))
                .isEqualTo("too-large: an envelope of more than 2000 bytes was not read");
        assertThat(refusal(verifier, many.compact())).isEqualTo("too-large: more than 3 disclosures");
        assertThat(refusal(verifier, big.compact())).isEqualTo("too-large: a record of more than 100 bytes");
        assertThat(catchThrowableOfType(
                        NullPointerException.class, () -> verifier.open(exact.compact(), SampleEnvelope.NOW)))
                .isNotNull();
    }

    private static String refusal(EnvelopeVerifier verifier, String compact) {
        return catchThrowableOfType(RecordRefused.class, () -> verifier.open(compact, SampleEnvelope.NOW))
                .getMessage();
    }
}
