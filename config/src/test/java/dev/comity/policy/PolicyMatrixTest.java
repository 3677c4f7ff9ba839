package dev.comity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.config.Home;
import dev.comity.crypto.Crypto;
import dev.comity.policy.PolicyMatrix.Access;
import dev.comity.policy.PolicyMatrix.Cell;
import dev.comity.policy.PolicyMatrix.Row;
import dev.comity.policy.PolicyMatrix.Sheet;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PolicyMatrixTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @Test
    void aReleasedFieldIsReleasedUnderItsAgreement() {
        Cell cell = cell("death-registration/1", "deathDate", "transport");

        assertThat(cell.access()).isEqualTo(Access.RELEASED);
        assertThat(cell.conditional()).isTrue();
        assertThat(cell.under()).extracting(a -> a.id()).contains("death-to-concession");
    }

    @Test
    void aFieldOfWhichOnlyADerivationLeavesIsDerivedOnly() {
        assertThat(cell("death-registration/1", "deceasedResidentId", "transport")
                        .access())
                .isEqualTo(Access.DERIVED);
    }

    @Test
    void whatNoAgreementNamesIsWithheldAndTheSourceIsSaidToBeIt() {
        assertThat(cell("death-registration/1", "causeOfDeath", "transport").access())
                .isEqualTo(Access.WITHHELD);
        assertThat(cell("death-registration/1", "causeOfDeath", "civil-affairs").access())
                .isEqualTo(Access.SOURCE);
    }

    @Test
    void anAgreementThatHasEndedShowsNothingAnyMore() {
        PolicyMatrix later = PolicyMatrix.of(Home.configurationOnce(), LocalDate.of(2100, 1, 1));

        assertThat(later.sheets().stream().flatMap(s -> s.rows().stream()).flatMap(r -> r.cells().stream()))
                .allMatch(cell -> cell.access() == Access.WITHHELD);
    }

    @Test
    void thePageNeedsNothingElseAndItsPolicyAllowsOnlyItsOwnStyle() {
        // When
        String html = page();

        // Then
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        String hash =
                Base64.getEncoder().encodeToString(Crypto.sha256(style.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(html)
                .contains("default-src 'none'; style-src 'sha256-" + hash + "'")
                .doesNotContain("<script", "style=\"", "onclick", "http://", "https://", "<img", "<link");
    }

    @Test
    void thePageNamesEveryRecordTypeInBothLanguages() {
        String html = page();

        assertThat(Home.types().all()).allSatisfy(type -> assertThat(html).contains(type.titleEn(), type.titleZh()));
    }

    @Test
    void textOfAConfigurationCannotBecomePartOfThePage() {
        assertThat(MatrixPage.escaped("<script>\"'&")).isEqualTo("&lt;script&gt;&quot;&#39;&amp;");
    }

    private static String page() {
        return new MatrixPage(Home.configurationOnce(), PolicyMatrix.of(Home.configurationOnce(), DAY)).html();
    }

    private static Cell cell(String type, String field, String agency) {
        Sheet sheet = PolicyMatrix.of(Home.configurationOnce(), DAY).sheets().stream()
                .filter(one -> one.type().id().toString().equals(type))
                .findFirst()
                .orElseThrow();
        Row row = sheet.rows().stream()
                .filter(one -> one.field().path().value().equals(field))
                .findFirst()
                .orElseThrow();
        return row.cells().get(sheet.agencies().indexOf(agency));
    }
}
