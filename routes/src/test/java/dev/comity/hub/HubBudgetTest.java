package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.directory.KeyUse;
import dev.comity.envelope.EnvelopeClaims;
import dev.comity.envelope.Wire;
import dev.comity.log.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agreement that answers about one person so often and no more, as the hub keeps it. */
class HubBudgetTest {

    private static final String BIRTH = "birth-registration/1";

    @TempDir
    Path folder;

    private SampleInstallation installation;
    private Hub hub;
    private SampleAgency register;

    @BeforeEach
    void start() throws Exception {
        installation = SampleInstallation.in(folder);
        hub = installation.start();
        register = installation.agency("public-security", hub);
    }

    @Test
    void whatIsUsedUpStaysUsedUpAfterARestart() throws Exception {
        // When
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(answer(birth("registered")));
        }
        restart();
        for (int i = 0; i < 3; i++) {
            answers.add(answer(birth("registered")));
        }

        // Then
        assertThat(answers)
                .containsExactly(
                        Wire.ACCEPTED, Wire.ACCEPTED, Wire.ACCEPTED, Wire.ACCEPTED, Wire.REFUSAL, Wire.REFUSAL);
        List<Entry> entries = entries();
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == Entry.Kind.SUBMITTED)
                .hasSize(4)
                .allSatisfy(
                        entry -> assertThat(entry.json().path("past").asText()).hasSize(43));
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == Entry.Kind.REFUSED)
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.json().at("/reasons/0").toString())
                        .isEqualTo("{\"code\":\"budget\",\"path\":\"birthDateTime\"}"));
        // What the digests are over is kept beside them, and says whom it is about to nobody.
        String kept = Files.readString(folder.resolve("hub/budgets/pasts"))
                + Files.readString(folder.resolve("hub/budgets/uses"));
        assertThat(kept)
                .contains(entries.stream()
                        .filter(entry -> entry.kind() == Entry.Kind.SUBMITTED)
                        .map(entry -> entry.json().path("past").asText())
                        .toList())
                .doesNotContain("990102198809030049");
        close();
    }

    @Test
    void aRecordThatComesAgainIsCountedOnce() throws Exception {
        // Given
        Letter birth = birth("registered");

        // When
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(answer(birth));
        }
        answers.add(answer(birth("registered")));

        // Then
        assertThat(answers).containsOnly(Wire.ACCEPTED);
        close();
    }

    private Letter birth(String example) throws Exception {
        ObjectNode record = SampleRecords.of(BIRTH, example);
        record.put("birthYear", "2026").put("memberRef", "A".repeat(43));
        EnvelopeClaims claims =
                SampleAgency.boundTo(register.claims(BIRTH), installation.agreement("birth-to-household"));
        return register.letter(claims, record, register.keys.of(KeyUse.SEAL));
    }

    private String answer(Letter letter) throws Exception {
        register.send(letter);
        return register.receive().property(Wire.CONTENT_TYPE);
    }

    private void restart() throws Exception {
        register.close();
        hub.close();
        hub = installation.start();
        register = register.reconnected(hub.port());
    }

    private void close() throws Exception {
        register.close();
        hub.close();
    }

    private List<Entry> entries() throws Exception {
        List<Entry> entries = new ArrayList<>();
        hub.log().forEach(0, (index, bytes) -> entries.add(Entry.parse(bytes)));
        return entries;
    }
}
