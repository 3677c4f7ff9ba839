package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor's commands, as the stand-alone program has them. */
class ComityVerifyTest {

    private static City city;

    @TempDir
    private Path folder;

    private SampleAudit sample;
    private Path log;
    private Path trust;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void buildCity(@TempDir Path shared) throws Exception {
        city = new City(shared.resolve("config"));
    }

    @BeforeEach
    void writeLog() throws Exception {
        sample = new SampleAudit(city);
        log = sample.write(folder.resolve("log"));
        trust = Files.writeString(folder.resolve("trust.yaml"), city.trust().toYaml());
    }

    private Run run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(word.toString());
        }
        int exitCode = ComityVerify.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    /** Appends one more exchange to what the log holds. */
    private void grow() throws Exception {
        sample.entries().add(SampleAudit.config(city.configuration.digest()));
        sample.edit(
                sample.entries().size() - 1,
                members -> members.put("time", City.NOW.plusSeconds(999).toString()));
        sample.write(folder.resolve("grown"));
    }

    @Test
    void saysTheVerdictFirst() {
        Run run = run("verify", log, "--trust", trust);

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).startsWith("VERIFIED  log ");
    }

    @Test
    void reportsToMachinesAndBuildServersAndAsOnePage() throws Exception {
        Run json = run("verify", log, "--trust", trust, "-o", "json");
        Run junit = run("verify", log, "--trust", trust, "-o", "junit");
        Run html = run("verify", log, "--trust", trust, "-o", "html");

        assertThat(Json.parse(json.out()).path("verdict").asText()).isEqualTo("verified");
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(junit.out().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isGreaterThan(10);
        assertThat(html.out())
                .startsWith("<!DOCTYPE html>")
                .contains("VERIFIED")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void helpShowsHowThisProgramIsCalled() {
        Run run = run("verify", "--help");

        assertThat(run.out()).contains("java -jar comity-verify.jar verify").doesNotContain("comity audit");
    }

    @Test
    void anUnknownWordIsAUsageError() {
        assertThat(run("verfy", log).exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsUnreadable() {
        assertThat(run("verify", folder.resolve("none"), "--trust", trust).exitCode())
                .isEqualTo(4);
        assertThat(run("checkpoint", folder, "--trust", trust).exitCode()).isEqualTo(4);
        assertThat(run("gaps", folder, "--trust", trust).exitCode()).isEqualTo(4);
        assertThat(run("show", "0", "--log", folder).exitCode()).isEqualTo(4);
        assertThat(run("watch", folder.resolve("none"), "--trust", trust, "--once")
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void showsOneEntryOrAllOfAnExchange() throws Exception {
        Run one = run("show", "0", "--log", log, "-o", "json");
        Run exchange = run("show", sample.exchanges.get(0).exchangeId().substring(0, 12), "--log", log);
        Run none = run("show", 99999, "--log", log);

        assertThat(Json.parse(one.out()).get(0).path("entry").path("kind").asText())
                .isEqualTo("config");
        assertThat(exchange.out()).contains("submitted", "released", "acknowledged");
        assertThat(none.exitCode()).isEqualTo(4);
    }

    @Test
    void keepsACheckpointAndHoldsTheNextOneAgainstIt() throws Exception {
        Path kept = folder.resolve("kept.checkpoint");
        Run first = run("checkpoint", log, "--trust", trust, "--keep", kept);
        grow();
        Run second = run("checkpoint", folder.resolve("grown"), "--trust", trust, "--keep", kept);
        Run back = run("checkpoint", log, "--trust", trust, "--keep", kept);

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out()).contains("entries are the same");
        assertThat(back.exitCode()).isEqualTo(1);
        assertThat(back.out()).contains("entries were removed");
    }

    @Test
    void provesThatANewerCheckpointExtendsAnOlderOne() throws Exception {
        grow();
        Path older = log.resolve("checkpoint");
        Path grown = folder.resolve("grown");
        Run forward = run("consistency", older, grown.resolve("checkpoint"), "--log", grown, "--trust", trust);
        Run backward = run("consistency", grown.resolve("checkpoint"), older, "--log", grown, "--trust", trust);

        assertThat(forward.exitCode()).as(forward.toString()).isZero();
        assertThat(backward.exitCode()).isEqualTo(1);
    }

    @Test
    void namesTheGapThatAnOmissionLeaves() throws Exception {
        int at = sample.index(Entry.Kind.SUBMITTED, 1);
        sample.entries().subList(at, at + 3).clear();
        Path cut = sample.write(folder.resolve("cut"));

        Run whole = run("gaps", log, "--trust", trust);
        Run gap = run("gaps", cut, "--trust", trust);

        assertThat(whole.exitCode()).as(whole.toString()).isZero();
        assertThat(gap.exitCode()).isEqualTo(1);
        assertThat(gap.out())
                .contains("submissions of civil-affairs")
                .contains("deliveries to housing: number 2 is missing");
    }

    @Test
    void watchesALogInItsFolderAndOneThatIsServedAsFiles() {
        Run folderOnce = run("watch", log, "--trust", trust, "--once");
        Run served = run("watch", log.toUri(), "--trust", trust, "--once", "--mirror", folder.resolve("copy"));

        assertThat(folderOnce.exitCode()).as(folderOnce.toString()).isZero();
        assertThat(served.exitCode()).as(served.toString()).isZero();
        assertThat(served.out()).startsWith("VERIFIED");
    }

    @Test
    void stopsWhereAWatchedLogIsFalse() throws Exception {
        Path bundle = log.resolve("tile/entries/000.p").toFile().listFiles()[0].toPath();
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 1] ^= 1;
        Files.write(bundle, bytes);

        assertThat(run("watch", log, "--trust", trust, "--count", "3", "--interval", "1")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aLogThatCannotBeFetchedIsTheNetworksFault() {
        Run run = run("watch", folder.resolve("none").toUri() + "/", "--trust", trust, "--once");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(5);
    }
}
