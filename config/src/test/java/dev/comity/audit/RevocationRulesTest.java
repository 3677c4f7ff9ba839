package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Revocation;
import dev.comity.directory.Revocation.Reason;
import dev.comity.log.Entry;
import dev.comity.log.LogVerifier.Check;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in which the seal key of the first exchange's provider is revoked. */
class RevocationRulesTest {

    private static City city;

    @TempDir
    Path folder;

    private SampleAudit log;

    @BeforeAll
    static void buildCity(@TempDir Path shared) throws Exception {
        city = new City(shared.resolve("city"));
    }

    @BeforeEach
    void anHonestLog() throws Exception {
        log = new SampleAudit(city);
    }

    private int submitted(int number) {
        return log.index(Entry.Kind.SUBMITTED, number);
    }

    private String provider() {
        return log.entries().get(submitted(0)).json().path("provider").asText();
    }

    private Revocation revocation(SigningKey by) {
        String kid =
                log.entries().get(submitted(0)).json().at("/submission/kid").asText();
        return Revocation.sign(City.REGISTRAR, provider(), kid, Reason.COMPROMISED, City.NOW, by);
    }

    private static Entry entry(Revocation revocation) {
        return Entry.of(
                Entry.Kind.REVOCATION,
                SampleAudit.dated()
                        .put("agency", revocation.agency())
                        .put("kid", revocation.kid())
                        .put("statement", Base64Url.encode(digest(revocation))));
    }

    private static byte[] digest(Revocation revocation) {
        return Crypto.sha256(revocation.jws().getBytes(StandardCharsets.US_ASCII));
    }

    private Check check(Revocation kept) throws Exception {
        log.write(folder);
        Files.writeString(folder.resolve("statements/" + HexFormat.of().formatHex(digest(kept)) + ".jwt"), kept.jws());
        AuditRules rules = new AuditRules(city.trust(), LogEvidence.in(folder));
        for (int i = 0; i < log.entries().size(); i++) {
            rules.see(i, log.entries().get(i));
        }
        return rules.checks().stream()
                .filter(check -> check.id().equals("log.revocations"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasAcceptedBeforeTheRevocationStandsAndIsDisputed() throws Exception {
        Revocation revocation = revocation(city.registrar);
        log.entries().add(entry(revocation));

        Check check = check(revocation);

        assertThat(check.status()).isEqualTo("pass");
        assertThat(check.detail()).startsWith("1 keys revoked; ").doesNotContain(" 0 records");
    }

    @Test
    void whatWasAcceptedAfterItIsFalseAndNamed() throws Exception {
        Revocation revocation = revocation(city.registrar);
        int at = submitted(1);
        log.entries().add(at, entry(revocation));

        Check check = check(revocation);

        assertThat(check.status()).isEqualTo("fail");
        assertThat(check.detail())
                .contains("entry " + submitted(1))
                .contains("sealed with a key that entry " + at + " revokes");
    }

    @Test
    void aRevocationThatNobodyMaySignIsFalse() throws Exception {
        Revocation forged = revocation(City.key());
        log.entries().add(entry(forged));

        Check check = check(forged);

        assertThat(check.status()).isEqualTo("fail");
        assertThat(check.detail()).contains("its statement is not to rely on");
    }

    @Test
    void aRevocationWhoseStatementIsMissingIsUnknown() throws Exception {
        log.entries().add(entry(revocation(city.registrar)));

        assertThat(check(revocation(City.key())).status()).isEqualTo("unknown");
    }
}
