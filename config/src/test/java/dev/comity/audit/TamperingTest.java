package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.Report;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import dev.comity.log.KnownCheckpoint;
import dev.comity.log.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a hub's operator could do to a log, with the hub's own key at hand: each is found, and the verdict names the first entry
 * that cannot be trusted and why.
 */
class TamperingTest {

    private static City city;

    @TempDir
    private Path folder;

    private SampleAudit log;

    @BeforeAll
    static void buildCity(@TempDir Path shared) throws Exception {
        city = new City(shared.resolve("config"));
    }

    @BeforeEach
    void anHonestLog() throws Exception {
        log = new SampleAudit(city);
    }

    private Answer verify(TrustAnchors trust, KnownCheckpoint... against) throws Exception {
        return LogSubject.verify(folder.resolve("log"), trust, List.of(against), done -> {});
    }

    private Answer verify() throws Exception {
        log.write(folder.resolve("log"));
        return verify(city.trust());
    }

    private void assertFalse(String check, long entry, String detail) throws Exception {
        assertFalse(verify(), check, entry, detail);
    }

    private static void assertFalse(Answer answer, String check, long entry, String detail) {
        assertThat(answer.exitCode(false)).as(answer.lines().toString()).isEqualTo(1);
        assertThat(answer.checks())
                .as(answer.lines().toString())
                .filteredOn(item -> item.status().equals("fail"))
                .extracting(Report.Item::id)
                .contains(check);
        Report.Item failed = item(answer, check);
        assertThat(failed.detail()).contains(detail);
        assertThat(answer.firstUntrusted()).as(answer.lines().toString()).hasValue(entry);
    }

    private static Report.Item item(Answer answer, String check) {
        return answer.checks().stream()
                .filter(item -> item.id().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private int released(int number) {
        return log.index(Entry.Kind.RELEASED, number);
    }

    @Test
    void anHonestLogIsVerifiedInEveryCheck() throws Exception {
        Answer answer = verify();

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
        assertThat(answer.firstUntrusted()).isEmpty();
        assertThat(answer.checks())
                .filteredOn(item -> !item.status().equals("pass"))
                .extracting(Report.Item::id)
                .containsExactly("log.witnesses", "log.witnessedTimes");
    }

    @Test
    void aReleasedFieldThatTheAgreementDoesNotList() throws Exception {
        log.edit(
                released(1),
                members -> members.withArray("released")
                        .addObject()
                        .put("path", "causeCategory")
                        .put("digest", Base64Url.encode(new byte[32])));

        assertFalse("log.releases", released(1), "the agreement does not release causeCategory");
    }

    @Test
    void aFieldThatIsBothReleasedAndWithheld() throws Exception {
        String path =
                log.entries().get(released(2)).json().at("/released/0/path").textValue();
        log.edit(
                released(2),
                members -> members.withArray("withheld")
                        .addObject()
                        .put("path", path)
                        .put("rule", "condition"));

        assertFalse("log.releases", released(2), "both released and withheld: " + path);
    }

    @Test
    void aReleaseToAnotherConsumer() throws Exception {
        log.edit(released(0), members -> members.put("consumer", "transport"));

        assertFalse("log.releases", released(0), "released to another consumer");
    }

    @Test
    void aReleaseForAnotherPurpose() throws Exception {
        log.edit(released(0), members -> members.put("purpose", "statistics"));

        assertFalse("log.releases", released(0), "released for another purpose");
    }

    @Test
    void aStaleAgreementVersion() throws Exception {
        int at = log.agreementIndex("death-to-public-rental");
        log.edit(at, members -> members.put("version", 9).put("digest", Base64Url.encode(new byte[32])));

        assertFalse("log.agreements", at, "is not in the configuration in force");
    }

    @Test
    void anAgreementThatGoesBackToAnOlderVersion() throws Exception {
        int at = log.agreementIndex("death-to-public-rental");
        log.entries().add(at, SampleAudit.inForce("death-to-public-rental", 9, Base64Url.encode(new byte[32])));

        assertFalse("log.agreements", at, "is not in the configuration in force");
        assertThat(item(verify(city.trust()), "log.agreements").detail()).contains("versions only rise");
    }

    @Test
    void aReleaseUnderAnAgreementThatWasWithdrawn() throws Exception {
        log.entries().add(released(2) - 1, withdrawn());

        assertFalse("log.releases", released(2), "was not in force at its place");
    }

    private static Entry withdrawn() {
        Entry inForce = SampleAudit.inForce("death-to-public-rental", 1, Base64Url.encode(new byte[32]));
        ObjectNode members = inForce.json().deepCopy().put("state", "withdrawn");
        members.put("time", City.NOW.plusSeconds(180).toString());
        members.remove(List.of("v", "kind"));
        return Entry.of(Entry.Kind.AGREEMENT, members);
    }

    @Test
    void anAgreementWithoutBothSignatures() throws Exception {
        // The registrar never certified the keys that signed: to an auditor nobody agreed.
        log.statements.clear();
        for (AgencyStatement statement : city.statements) {
            boolean isHousing = statement.agency().equals("housing");
            log.statements.add(isHousing ? withoutKeys(statement) : statement);
        }
        int at = log.agreementIndex("death-to-public-rental");
        replaceAgencyEntries();

        Answer answer = verify();

        assertThat(item(answer, "log.agreements").status()).isEqualTo("fail");
        assertThat(item(answer, "log.agreements").detail())
                .contains("entry " + at + ": agreement death-to-public-rental is in force without both signatures");
    }

    private AgencyStatement withoutKeys(AgencyStatement statement) {
        ObjectNode claims = Json.object()
                .put("sub", statement.agency())
                .put("seq", statement.seq())
                .put("uscc", "")
                .put("division", "99");
        claims.putArray("roles");
        claims.putArray("keys");
        return AgencyStatement.sign(City.REGISTRAR, claims, City.NOW, city.registrar);
    }

    private void replaceAgencyEntries() {
        int first = log.index(Entry.Kind.AGENCY, 0);
        for (int i = 0; i < log.statements.size(); i++) {
            log.entries().set(first + i, SampleAudit.agency(log.statements.get(i)));
        }
    }

    @Test
    void anAgencyKeyAddedByTheOperatorWithoutTheRegistrar() throws Exception {
        SigningKey operators = City.key();
        AgencyStatement forged = city.statement("civil-affairs", 2, operators, City.key());
        log.statements.add(forged);
        int at = log.index(Entry.Kind.SUBMITTED, 3);
        ObjectNode late = SampleAudit.agency(forged).json().deepCopy();
        late.put("time", City.NOW.plusSeconds(200).toString()).remove(List.of("v", "kind"));
        log.entries().add(at, Entry.of(Entry.Kind.AGENCY, late));
        log.edit(
                at + 1,
                members -> ((ObjectNode) members.get("submission"))
                        .put("kid", operators.verificationKey().kid()));

        Answer answer = verify();

        assertFalse(answer, "log.statements", at, "no registrar in the trust file has this key");
        assertThat(item(answer, "log.keys").detail())
                .contains("entry " + (at + 1) + ": sealed with a key that no pinned registrar certified");
    }

    @Test
    void aRegistrarThatTheAuditorDoesNotPin() throws Exception {
        log.write(folder.resolve("log"));

        Answer answer = verify(city.trust(City.key()));

        assertFalse(answer, "log.statements", log.index(Entry.Kind.AGENCY, 0), "no registrar in the trust file");
    }

    @Test
    void aSubmissionUnderTheKeyOfAnotherAgency() throws Exception {
        String kid = city.seal.get("housing").verificationKey().kid();
        int at = log.index(Entry.Kind.SUBMITTED, 0);
        log.edit(at, members -> ((ObjectNode) members.get("submission")).put("kid", kid));

        assertFalse("log.keys", at, "may not seal for civil-affairs");
    }

    @Test
    void aDeliveryWithNoEntry() throws Exception {
        int at = released(3);
        log.entries().remove(at + 1);
        log.entries().remove(at);

        assertFalse("log.exchanges", at - 1, "announces 1 deliveries that have no entry");
    }

    @Test
    void aDeliveryThatNoSubmissionAnnounces() throws Exception {
        int at = log.index(Entry.Kind.SUBMITTED, 3);
        log.edit(at, members -> members.putArray("decisions"));

        assertFalse("log.exchanges", at + 1, "no submission before it announces");
    }

    @Test
    void oneDeliveryIdWithTwoContents() throws Exception {
        Entry second = log.entries().get(released(3));
        ObjectNode members = second.json().deepCopy().put("seq", 5);
        members.put("sdHash", Base64Url.encode(new byte[32])).remove(List.of("v", "kind"));
        log.entries().add(Entry.of(Entry.Kind.RELEASED, members));

        assertFalse("log.deliveries", log.entries().size() - 1, "with another content");
    }

    @Test
    void anAcknowledgementWhoseDeliveryWasLeftOut() throws Exception {
        int at = log.index(Entry.Kind.SUBMITTED, 3);
        log.entries().remove(at);
        log.entries().remove(at);

        assertFalse("log.deliveries", at, "acknowledges a delivery that no entry before it releases");
    }

    @Test
    void aGapInADeliverySequence() throws Exception {
        int at = log.index(Entry.Kind.SUBMITTED, 1);
        for (int i = 0; i < 3; i++) {
            log.entries().remove(at);
        }
        Answer answer = verify();

        assertThat(item(answer, "log.deliveries").detail()).contains("delivery seq 3 where 2 was expected");
        assertFalse(answer, "log.submissions", at, "submission seq 3 does not follow");
    }

    @Test
    void aBackDatedEntry() throws Exception {
        log.edit(
                released(2),
                members -> members.put("time", City.NOW.plusSeconds(1).toString()));

        assertFalse("log.time", released(2), "before that of the entry before it");
    }

    @Test
    void aConfigurationThatNoEntryPutInForce() throws Exception {
        log.edit(released(2), members -> members.put("config", Base64Url.encode(new byte[32])));

        assertFalse("log.configurations", released(2), "another configuration than the one in force");
    }

    @Test
    void aBundleThatWasExchangedForAnother() throws Exception {
        log.write(folder.resolve("log"));
        Path bundle = folder.resolve("log/bundles")
                .resolve(city.configuration.bundle().fileName());
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length / 2] ^= 1;
        Files.write(bundle, bytes);

        assertFalse(verify(city.trust()), "log.configurations", 0, "is not what the log names by this digest");
    }

    @Test
    void aBundleThatIsMissingIsSaidToBeUnknownAndNotCalledFalse() throws Exception {
        log.write(folder.resolve("log"));
        Files.delete(folder.resolve("log/bundles")
                .resolve(city.configuration.bundle().fileName()));

        Answer answer = verify(city.trust());

        assertThat(answer.exitCode(false)).as(answer.lines().toString()).isEqualTo(3);
        assertThat(answer.exitCode(true)).isEqualTo(1);
        assertThat(item(answer, "log.configurations").detail()).contains("is not there");
    }

    @Test
    void aStatementThatIsMissingIsSaidToBeUnknown() throws Exception {
        log.write(folder.resolve("log"));
        Files.delete(folder.resolve("log").resolve(SampleAudit.statementName(city.statements.get(1))));

        Answer answer = verify(city.trust());

        assertThat(answer.exitCode(false)).as(answer.lines().toString()).isEqualTo(3);
        assertThat(item(answer, "log.statements").status()).isEqualTo("unknown");
    }

    @Test
    void aLogThatWasCutBackToLastMonth() throws Exception {
        KnownCheckpoint newest = newest();
        int kept = log.index(Entry.Kind.SUBMITTED, 2);
        cutBack(kept);

        Answer alone = verify(city.trust());
        Answer against = verify(city.trust(), newest);

        assertThat(alone.word()).as("nothing in the log itself tells").isEqualTo("VERIFIED");
        assertFalse(against, "log.against", kept, "entries were removed");
        assertThat(item(against, "log.against").location()).isEqualTo("newest.checkpoint");
    }

    private KnownCheckpoint newest() throws Exception {
        Path whole = log.write(folder.resolve("whole"));
        return new KnownCheckpoint(
                "newest.checkpoint", Checkpoint.parse(Files.readString(whole.resolve("checkpoint"))));
    }

    private void cutBack(int size) throws Exception {
        while (log.entries().size() > size) {
            log.entries().remove(log.entries().size() - 1);
        }
        log.write(folder.resolve("log"));
    }

    @Test
    void aRecordThatWasLeftOutWithEverythingAfterItRebuilt() throws Exception {
        KnownCheckpoint before = newest();
        int at = log.index(Entry.Kind.SUBMITTED, 3);
        cutBack(at);
        Exchange other = new Exchange(city, 4, Optional.of(log.exchanges.get(2).statementDigest()));
        log.entries().addAll(List.of(other.submitted(), other.released(), other.acknowledged()));
        deleteLog();
        log.write(folder.resolve("log"));

        Answer answer = verify(city.trust(), before);

        assertFalse(answer, "log.against", 0, "a fork: two checkpoints over");
    }

    private void deleteLog() throws Exception {
        try (var files = Files.walk(folder.resolve("log"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aReceiptWhoseEntryIsMissing() throws Exception {
        Path whole = log.write(folder.resolve("whole"));
        int at = log.index(Entry.Kind.SUBMITTED, 3);
        Path receipt = Files.writeString(
                folder.resolve("receipt.tlog-proof"),
                LogReader.open(whole).prove(at, log.entries().get(at).bytes()).text());
        cutBack(at);

        Answer answer = LogSubject.verify(
                folder.resolve("log"), city.trust(), LogSubject.checkpoints(List.of(receipt)), done -> {});

        assertFalse(answer, "log.against", at, "entries were removed");
        assertThat(item(answer, "log.against").location()).endsWith("receipt.tlog-proof");
    }

    @Test
    void growthSinceTheLastVisitIsNoTampering() throws Exception {
        KnownCheckpoint before = newest();
        log.entries().add(SampleAudit.config(city.configuration.digest()));
        log.edit(
                log.entries().size() - 1,
                members -> members.put("time", City.NOW.plusSeconds(900).toString()));
        log.write(folder.resolve("log"));

        Answer answer = verify(city.trust(), before);

        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
        assertThat(item(answer, "log.against").detail()).contains("nothing was removed or rewritten since");
    }

    @Test
    void aCheckpointThatSomebodyElseSignedProvesNothing() throws Exception {
        Checkpoint now = newest().checkpoint();
        Checkpoint forged = Checkpoint.sign(now.origin(), now.size() + 5, now.root(), City.key());
        log.write(folder.resolve("log"));

        Answer answer = verify(city.trust(), new KnownCheckpoint("found.checkpoint", forged));

        assertThat(answer.exitCode(false)).isEqualTo(3);
        assertThat(item(answer, "log.against").detail()).contains("not signed by a log that the trust file names");
    }
}
