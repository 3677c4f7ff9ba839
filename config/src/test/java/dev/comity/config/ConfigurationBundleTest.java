package dev.comity.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.agreement.Agreement;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.record.RecordType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationBundleTest {

    @TempDir
    Path folder;

    @Test
    void theSameFilesMakeTheSameBytesAndTheirDigestNamesThem() {
        // When
        ConfigurationBundle first = Home.configuration().bundle();
        ConfigurationBundle second = Home.configuration().bundle();

        // Then
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(first.digest()).isEqualTo(Base64Url.encode(Crypto.sha256(first.bytes())));
        assertThat(Home.configuration().digest()).isEqualTo(first.digest());
        assertThat(first.fileName()).matches("[0-9a-f]{64}\\.zip");
    }

    @Test
    void itHoldsWhatDecidesAndNeitherTestsNorExamples() {
        assertThat(Home.configurationOnce().bundle().names())
                .contains(
                        "hub.yaml",
                        "agencies.yaml",
                        "purposes.yaml",
                        "agreements/transport/death-to-concession.yaml",
                        "schemas/records/death-registration/1/schema.json",
                        "schemas/codes/divisions.csv")
                .noneMatch(name -> name.contains("examples") || name.endsWith(".tests.yaml"));
    }

    @Test
    void aByteOfASignatureChangesTheDigest() throws Exception {
        // Given
        Home.copyOfConfig(folder);
        String before = load().digest();

        // When
        Files.writeString(folder.resolve("agreements/transport/death-to-concession.signatures.json"), "{}");

        // Then
        assertThat(load().digest()).isNotEqualTo(before);
    }

    @Test
    void aTestBesideAnAgreementDoesNotChangeTheDigest() throws Exception {
        // Given
        Home.copyOfConfig(folder);
        String before = load().digest();
        Path tests = folder.resolve("agreements/transport/death-to-concession.tests.yaml");

        // When
        Files.writeString(tests, Files.readString(tests) + "# a remark\n");

        // Then
        assertThat(load().digest()).isEqualTo(before);
    }

    @Test
    void readAgainItSaysTheSame() throws Exception {
        // Given
        Configuration original = Home.configurationOnce();

        // When
        Configuration loaded =
                ConfigurationBundle.read(original.bundle().bytes()).load();

        // Then
        assertThat(loaded.digest()).isEqualTo(original.digest());
        assertThat(loaded.hub()).isEqualTo(original.hub());
        assertThat(loaded.agencies()).isEqualTo(original.agencies());
        assertThat(loaded.agreements())
                .extracting(Agreement::digest)
                .isEqualTo(original.agreements().stream().map(Agreement::digest).toList());
        assertThat(loaded.types().all())
                .extracting(RecordType::digest)
                .isEqualTo(
                        original.types().all().stream().map(RecordType::digest).toList());
    }

    @Test
    void aPartOfItHoldsWhatWasAskedForAndNothingElse() throws Exception {
        // Given
        Configuration original = Home.configurationOnce();
        Agreement asked = original.agreements().stream()
                .filter(agreement -> agreement.id().equals("death-to-concession"))
                .findFirst()
                .orElseThrow();

        // When
        Configuration part = ConfigurationBundle.read(original.bundle().bytes())
                .load(Set.of(asked.digest()), Set.of("death-registration/1"));

        // Then
        assertThat(part.agreements()).extracting(Agreement::digest).containsExactly(asked.digest());
        assertThat(part.types().all()).extracting(type -> type.id().toString()).containsExactly("death-registration/1");
        assertThat(part.types().find(asked.record()).orElseThrow().digest())
                .isEqualTo(original.types().find(asked.record()).orElseThrow().digest());
        assertThat(part.agencies()).isEqualTo(original.agencies());
    }

    @Test
    void aPartOfItHoldsTheEarlierMajorThatATypeRefersTo() throws Exception {
        // Given
        ConfigurationBundle bundle = Home.configurationOnce().bundle();

        // When
        Configuration part = bundle.load(Set.of(), Set.of("driver-licence/2"));

        // Then
        assertThat(part.types().all())
                .extracting(type -> type.id().toString())
                .containsExactly("driver-licence/1", "driver-licence/2");
    }

    @Test
    void anyZipProgramReadsIt() throws Exception {
        // Given
        ConfigurationBundle bundle = Home.configurationOnce().bundle();
        Map<String, byte[]> found = new TreeMap<>();

        // When
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle.bytes()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                found.put(entry.getName(), zip.readAllBytes());
            }
        }

        // Then
        assertThat(found.keySet()).isEqualTo(bundle.names());
        assertThat(found)
                .allSatisfy((name, content) ->
                        assertThat(content).isEqualTo(bundle.file(name).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside.yaml", "agreements/../../x.yaml", "/etc/hub.yaml", "agreements/.hidden.yaml", ""})
    void aNameThatLeavesTheFolderCannotStandInIt(String name) {
        assertThat(StoredZip.isName(name)).isFalse();
        assertThatThrownBy(() -> StoredZip.write(new TreeMap<>(Map.of(name, new byte[0]))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readme.txt",
                "agreements/a/b.tests.yaml",
                "schemas/records/a/1/examples/x.json",
                "schemas/x.java"
            })
    void aFileThatNoBundleHoldsIsRefused(String name) {
        // Given
        byte[] zip = StoredZip.write(new TreeMap<>(Map.of(name, new byte[] {1})));

        // When, Then
        assertThatThrownBy(() -> ConfigurationBundle.read(zip)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 9, 10, 20, 28, 60, -1, -10, -30})
    void everyOtherFormIsRefused(int at) {
        // Given
        byte[] bytes = Home.configurationOnce().bundle().bytes();
        int index = at < 0 ? bytes.length + at : at;
        bytes[index] ^= 0x40;

        // When, Then
        assertThatThrownBy(() -> ConfigurationBundle.read(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBundleThatIsCutShortOrGoesOnIsRefused() {
        byte[] bytes = Home.configurationOnce().bundle().bytes();

        assertThatThrownBy(() -> ConfigurationBundle.read(Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfigurationBundle.read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfigurationBundle.read(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBundleWithAMistakeDoesNotLoadAndNamesIt() {
        // Given
        ConfigurationBundle right = Home.configurationOnce().bundle();
        var files = new TreeMap<String, byte[]>();
        right.names().forEach(name -> files.put(name, right.file(name).orElseThrow()));
        files.put("hub.yaml", "v: 1\nzone: Nowhere/City\n".getBytes(StandardCharsets.UTF_8));
        files.remove("agencies.yaml");

        // When, Then
        assertThatThrownBy(
                        () -> ConfigurationBundle.read(StoredZip.write(files)).load())
                .hasMessageContaining("hub.yaml:2:7")
                .hasMessageContaining("agencies.yaml");
    }

    @Test
    void aBundleWithoutSchemasSaysSo() {
        byte[] zip = StoredZip.write(new TreeMap<>(Map.of("hub.yaml", new byte[0])));

        assertThatThrownBy(() -> ConfigurationBundle.read(zip).load()).hasMessageContaining("no record types");
    }

    private Configuration load() throws Exception {
        return ConfigurationLoader.load(folder, Home.types(), Map.of())
                .configuration()
                .orElseThrow();
    }
}
