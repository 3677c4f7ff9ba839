package dev.comity.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.agency.SampleCity;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.envelope.SubmissionHead;
import dev.comity.refusal.RecordRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of other agencies' submissions: the newest of each key, and only what the agency itself signed. */
class KeptHeadsTest {

    @TempDir
    Path root;

    private SampleCity city;
    private KeptHeads heads;

    @BeforeEach
    void city() throws Exception {
        city = SampleCity.in(root);
        Directory directory = city.view("housing").directory();
        heads = new KeptHeads(city.folder("housing"), () -> directory);
    }

    private static String digest(long seq) {
        return Base64Url.encode(Crypto.sha256(Long.toString(seq).getBytes(StandardCharsets.US_ASCII)));
    }

    private SigningKey key(String agency, String use) throws Exception {
        return SigningKey.read(city.folder(agency).resolve("keys").resolve(use + ".pem"));
    }

    private String head(String issuer, long seq, SigningKey key) {
        return new SubmissionHead(issuer, city.hub(), SampleCity.NOW, seq, digest(seq))
                .sign(key)
                .compact();
    }

    @Test
    void theNewestHeadOfEachAgencyIsKeptAndAnOlderOneDoesNotReplaceIt() throws Exception {
        heads.keep(head("civil-affairs", 5, key("civil-affairs", "seal")));
        heads.keep(head("transport", 2, key("transport", "seal")));
        heads.keep(head("civil-affairs", 9, key("civil-affairs", "seal")));
        heads.keep(head("civil-affairs", 7, key("civil-affairs", "seal")));

        assertThat(heads.all())
                .extracting(head -> head.agency() + " " + head.seq() + " " + head.statement())
                .containsExactlyInAnyOrder("civil-affairs 9 " + digest(9), "transport 2 " + digest(2));
    }

    /** Signer and use of the key under a head that names civil-affairs. */
    @ParameterizedTest
    @ValueSource(strings = {"transport/seal", "civil-affairs/ack"})
    void aHeadThatTheAgencysSealKeyDidNotSignIsRefused(String signer) throws Exception {
        String[] parts = signer.split("/");
        String forged = head("civil-affairs", 5, key(parts[0], parts[1]));

        assertThatThrownBy(() -> heads.keep(forged)).isInstanceOf(RecordRefused.class);
        assertThat(heads.all()).isEmpty();
    }
}
