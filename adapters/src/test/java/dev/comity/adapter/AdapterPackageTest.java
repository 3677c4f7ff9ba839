package dev.comity.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.config.StoredZip;
import dev.comity.json.Json;
import dev.comity.record.RecordTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One folder is one digest and one zip, wherever and whenever it is made; its page says what the folder says. */
class AdapterPackageTest {

    private static final Path ADAPTERS = Path.of(System.getProperty("comity.home"), "adapters");

    @TempDir
    Path folder;

    @Test
    void theSameFilesMakeTheSameBytesWhateverTheirTimesAndHiddenNeighbours() throws Exception {
        Files.writeString(folder.resolve("adapter.yaml"), "v: 1\n");
        Files.writeString(Files.createDirectories(folder.resolve("samples")).resolve("a.csv"), "1\n");
        byte[] before = AdapterPackage.of("a/b", folder).zip();
        Files.setLastModifiedTime(folder.resolve("adapter.yaml"), FileTime.from(Instant.EPOCH));
        Files.writeString(folder.resolve(".swp"), "x");
        Files.writeString(folder.resolve("adapter.yaml~"), "x");

        byte[] after = AdapterPackage.of("a/b", folder).zip();

        assertThat(after).isEqualTo(before);
        assertThat(StoredZip.read(after)).containsOnlyKeys("manifest.json", "a/b/adapter.yaml", "a/b/samples/a.csv");
    }

    @Test
    void oneChangedByteIsAnotherDigest() throws Exception {
        Files.writeString(folder.resolve("adapter.yaml"), "v: 1\n");
        String before = AdapterPackage.of("a/b", folder).digest();
        Files.writeString(folder.resolve("adapter.yaml"), "v: 2\n");

        AdapterPackage after = AdapterPackage.of("a/b", folder);

        assertThat(after.digest()).isNotEqualTo(before);
        assertThat(Json.parseObject(StoredZip.read(after.zip()).get("manifest.json"))
                        .path("digest")
                        .asText())
                .isEqualTo(after.digest());
    }

    @Test
    void aNameThatNoPackageCanHoldIsNamed() throws Exception {
        Files.writeString(folder.resolve("样例.csv"), "1\n");

        assertThatThrownBy(() -> AdapterPackage.of("a/b", folder)).hasMessageContaining("样例.csv");
    }

    @TestFactory
    Stream<DynamicTest> everyShippedAdapterHasThePageThatItsFolderMakes() throws Exception {
        RecordTypes types = RecordTypes.load(ADAPTERS.resolveSibling("schemas"), new ArrayList<>());
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ADAPTERS, 3)) {
            for (Path file :
                    files.filter(f -> f.endsWith("adapter.yaml")).sorted().toList()) {
                AdapterFolder adapter =
                        AdapterFolder.load(file.getParent(), new ArrayList<>()).orElseThrow();
                tests.add(DynamicTest.dynamicTest(
                        adapter.id(),
                        () -> assertThat(file.resolveSibling(AdapterReadme.FILE))
                                .as("comity adapter docs writes it")
                                .hasContent(AdapterReadme.of(adapter, types))));
            }
        }
        return tests.stream();
    }
}
