package dev.comity.opening;

import static dev.comity.opening.Deliveries.boundDeath;
import static dev.comity.opening.Deliveries.example;
import static dev.comity.opening.Deliveries.open;
import static dev.comity.opening.Deliveries.world;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.opening.PresentationOpener.Check;
import dev.comity.opening.PresentationOpener.Opening;
import dev.comity.opening.Release.Held;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recipient's checks against a whole world: registrar, hub, agencies, signed agreements and a log on disk. */
class PresentationOpenerTest {

    @BeforeAll
    static void makeTheWorld(@TempDir Path folder) throws Exception {
        Deliveries.world = new World(folder);
    }

    @AfterAll
    static void endIt() throws Exception {
        world.close();
    }

    @Test
    void opensABoundDeliveryWithAllProofs() throws Exception {
        // Given
        Held held = boundDeath().make();

        // When
        Opening opening = open(held, "transport");

        // Then
        assertThat(opening.checks())
                .extracting(Check::id)
                .containsExactly("origin", "statement", "audience", "agreement", "fields", "entry", "proof");
        assertThat(opening.checks())
                .allMatch(check ->
                        check.status().equals("pass") && !check.detail().isEmpty());
        assertThat(fieldNames(opening)).containsExactly("deathDate", "evidenceLevel", "holderToken");
    }

    @Test
    void opensADeliveryWithFieldsOfEveryElementOfAList() throws Exception {
        // Given
        Held held =
                new Release(world, "marriage-to-household", example("marriage-registration/1", "two-residents")).make();

        // When
        Opening opening = open(held, "housing");

        // Then
        assertThat(opening.holds()).as(opening.checks().toString()).isTrue();
        assertThat(opening.opened().orElseThrow().record().get("parties"))
                .hasSize(2)
                .allSatisfy(party -> assertThat(party.properties()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAndSaysWhichCheckFailed(Wrong wrong) throws Exception {
        // When
        Opening opening = wrong.open();

        // Then
        assertThat(opening.holds()).isFalse();
        assertThat(opening.opened()).isEmpty();
        assertThat(failed(opening)).containsAll(List.of(wrong.checks.split(", ")));
        assertThat(opening.checks())
                .hasSize(7)
                .allMatch(check -> !check.detail().isEmpty() || passed(check));
    }

    @Test
    void refusesAnAgreementThatLostASignature(@TempDir Path folder) throws Exception {
        try (World other = new World(folder)) {
            // Given
            Held held =
                    new Release(other, "death-to-public-rental", example("death-registration/1", "cremated")).make();
            other.withoutSignature("death-to-public-rental", "civil-affairs");

            // When
            Opening opening =
                    other.opener(other.trust()).open(held.presentation(), held.logged(), held.proven(), "housing");

            // Then
            assertThat(failed(opening)).contains("agreement");
            assertThat(opening.checks().toString()).contains("the signature of civil-affairs is missing");
        }
    }

    @Test
    void saysNoValueOfTheRecordInAnyCheck() throws Exception {
        for (Wrong wrong : Wrong.values()) {
            // When
            String said = wrong.open().checks().toString();

            // Then
            ObjectNode record = example("death-registration/1", "cremated");
            assertThat(said)
                    .doesNotContain(
                            record.get("name").textValue(),
                            record.get("deceasedResidentId").textValue());
        }
    }

    private static TreeSet<String> fieldNames(Opening opening) {
        TreeSet<String> names = new TreeSet<>(Comparator.naturalOrder());
        opening.opened().orElseThrow().record().fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean passed(Check check) {
        return check.status().equals("pass");
    }

    private static List<String> failed(Opening opening) {
        return opening.checks().stream()
                .filter(check -> !passed(check))
                .map(Check::id)
                .toList();
    }
}
