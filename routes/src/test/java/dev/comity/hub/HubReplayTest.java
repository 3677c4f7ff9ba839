package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.ComityVerify;
import dev.comity.audit.OpenedFiles;
import dev.comity.crypto.HpkeKey;
import dev.comity.directory.KeyUse;
import dev.comity.disk.DurableFile;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.evidence.KeptDelivery;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.StoredLog;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deciding again: what the hub released is what the agreements decide, or the entry that says otherwise is named. */
class HubReplayTest {

    private static final EvidencePeriod MONTH = EvidencePeriod.of(SampleInstallation.START);
    private static final HpkeKey KEY = HpkeKey.generate();

    @TempDir
    static Path folder;

    private static SampleInstallation installation;
    private static Path opened;
    private static List<EvidenceItem> items = new ArrayList<>();

    private record Run(int exitCode, String said) {}

    @BeforeAll
    static void exchange() throws Exception {
        installation = SampleInstallation.in(folder);
        Path keys = Files.createDirectories(folder.resolve("hub/evidence/keys"));
        Files.write(
                EvidenceKeys.publicFile(keys, MONTH), Json.bytes(KEY.recipient().jwk()));
        try (Hub hub = installation.start();
                SampleAgency registry = installation.agency("land-registry", hub)) {
            for (int i = 0; i < 3; i++) {
                registry.send(registry.letter(
                        SampleRecords.TRANSFER,
                        SampleRecords.transfer().put("transactionId", "0f000000-0000-4000-8000-%012d".formatted(i))));
            }
            registry.receive(3);
        }
        Files.writeString(folder.resolve("trust.yaml"), installation.trust.toYaml());
        opened = folder.resolve("opened");
        new EvidenceArchive(folder.resolve("hub/evidence")).forEach(MONTH, KEY, HubReplayTest::write);
    }

    private static void write(EvidenceItem item) throws IOException {
        items.add(item);
        DurableFile.write(OpenedFiles.envelope(opened, item.exchange()), item.envelope());
        for (KeptDelivery delivery : item.deliveries()) {
            DurableFile.write(
                    OpenedFiles.presentation(opened, delivery.delivery()),
                    item.presentation(delivery.delivery()).orElseThrow());
        }
    }

    private static Run replay(Path log, String... more) {
        StringWriter out = new StringWriter();
        List<String> words = new ArrayList<>(List.of(
                "replay",
                log.toString(),
                "--trust",
                folder.resolve("trust.yaml").toString()));
        words.addAll(List.of(more));
        int exitCode = ComityVerify.commandLine(new PrintWriter(out, true), new PrintWriter(out, true))
                .execute(words.toArray(String[]::new));
        return new Run(exitCode, out.toString());
    }

    @Test
    void withTheRecordsAtHandEveryReleaseIsProven() {
        Run run = replay(folder.resolve("log"), "--opened", opened.toString());

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(run.said()).contains("VERIFIED", "releases were decided again");
    }

    @Test
    void withoutThemTheyAreClaimedAndThatIsSaid() {
        Run run = replay(folder.resolve("log"));

        assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
        assertThat(run.said()).contains("claimed and not proven");
        assertThat(replay(folder.resolve("log"), "--strict").exitCode()).isEqualTo(1);
    }

    @Test
    void anEnvelopeOfAnotherExchangeIsNoticed(@TempDir Path other) throws Exception {
        DurableFile.write(
                OpenedFiles.envelope(other, items.get(0).exchange()),
                items.get(1).envelope());

        Run run = replay(folder.resolve("log"), "--opened", other.toString());

        assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
        assertThat(run.said()).contains("another JWS than the entry names");
    }

    @Test
    void aFieldThatWasWithheldAndShouldHaveBeenReleasedIsNamed(@TempDir Path forged) throws Exception {
        Path log = forge(forged, Entry.Kind.RELEASED, entry -> {
            ObjectNode moved = (ObjectNode) ((ArrayNode) entry.path("released")).remove(0);
            moved.remove("digest");
            ((ArrayNode) entry.path("withheld")).add(moved.put("rule", "not-disclosed"));
        });

        Run run = replay(log, "--opened", opened.toString());

        assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
        assertThat(run.said())
                .contains("decided again as released, and not logged so")
                .containsPattern("entry \\d+: ");
    }

    @Test
    void aReleaseThatWasNotDecidedIsNamed(@TempDir Path forged) throws Exception {
        Path log = forge(forged, Entry.Kind.SUBMITTED, entry -> {
            ObjectNode decision = (ObjectNode) entry.path("decisions").get(0);
            decision.remove("delivery");
            decision.putObject("denied").put("code", "condition").put("path", "category");
        });

        Run run = replay(log, "--opened", opened.toString());

        assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
        assertThat(run.said()).contains("released nothing, and decided again it releases");
    }

    @Test
    void presentationsAloneProveReleasesWhoseConditionsTheyShow(@TempDir Path some) throws Exception {
        for (EvidenceItem item : items) {
            for (KeptDelivery delivery : item.deliveries()) {
                DurableFile.write(
                        OpenedFiles.presentation(some, delivery.delivery()),
                        item.presentation(delivery.delivery()).orElseThrow());
            }
        }

        Run run = replay(folder.resolve("log"), "--opened", some.toString());

        assertThat(run.exitCode()).as(run.said()).isIn(0, 3);
        assertThat(run.said()).doesNotContain("✗");
    }

    /** A log that the operator rewrote and signed with its own key: the first entry of a kind says something else. */
    private static Path forge(Path into, Entry.Kind kind, Consumer<ObjectNode> change) throws Exception {
        List<byte[]> entries = new ArrayList<>();
        boolean[] done = {false};
        StoredLog.open(folder.resolve("log")).forEach(0, (index, bytes) -> {
            Entry entry = Entry.parse(bytes);
            if (entry.kind() == kind && !done[0]) {
                change.accept(entry.json());
                entries.add(Json.bytes(entry.json()));
                done[0] = true;
            } else {
                entries.add(bytes);
            }
        });
        Path log = into.resolve("log");
        try (TileLog forged =
                TileLog.open(log, installation.configuration.hub().origin(), installation.hubKeys.of(KeyUse.LOG))) {
            forged.append(entries);
        }
        for (String kept : List.of("bundles", "statements")) {
            Files.createDirectories(log.resolve(kept));
            try (Stream<Path> files = Files.list(folder.resolve("log").resolve(kept))) {
                for (Path file : files.toList()) {
                    Files.copy(file, log.resolve(kept).resolve(file.getFileName()));
                }
            }
        }
        return log;
    }
}
