package dev.comity.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader may count on in every source folder. */
class SourcesTest {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    private static final int MAX_LINES = 400;

    @Test
    void everyPackageIsIntroduced() throws IOException {
        List<Path> packages = sources().stream().map(Path::getParent).distinct().toList();

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).exists());
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        assertThat(sources())
                .filteredOn(file -> text(file).lines().count() > MAX_LINES)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TO" + "DO", "FIX" + "ME", "XXX", "UnsupportedOperationException(\"contract\")"})
    void nothingIsLeftUndone(String mark) throws IOException {
        assertThat(sources()).filteredOn(file -> text(file).contains(mark)).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(HOME)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::javaFiles)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try {
            return Files.walk(folder).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
