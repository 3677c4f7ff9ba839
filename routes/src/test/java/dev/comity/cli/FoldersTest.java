package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where things are when no option says so. */
class FoldersTest {

    @TempDir
    private Path folder;

    @Test
    void dataLiesBelowTheStateDirectoryOfTheUser() {
        assertThat(Folders.state(Map.of("XDG_STATE_HOME", "/var/state"), "/home/ann"))
                .isEqualTo(Path.of("/var/state/comity"));
    }

    @Test
    void withoutOneItLiesInTheHomeFolder() {
        assertThat(Folders.state(Map.of(), "/home/ann")).isEqualTo(Path.of("/home/ann/.local/state/comity"));
    }

    @Test
    void aStateDirectoryThatIsRelativeIsIgnored() {
        assertThat(Folders.state(Map.of("XDG_STATE_HOME", "state"), "/home/ann"))
                .isEqualTo(Path.of("/home/ann/.local/state/comity"));
    }

    @Test
    void theConfigurationOfTheDataFolderGoesBeforeThatOfTheProgram() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("config"));

        assertThat(Folders.config(Optional.empty(), Optional.of(folder))).isEqualTo(copy);
    }

    @Test
    void anOptionGoesBeforeBoth() throws Exception {
        Files.createDirectory(folder.resolve("config"));

        assertThat(Folders.config(Optional.of(Path.of("mine")), Optional.of(folder)))
                .isEqualTo(Path.of("mine"));
    }

    @Test
    void aDataFolderWithoutConfigurationUsesThatOfTheProgram() {
        assertThat(Folders.config(Optional.empty(), Optional.of(folder)))
                .isEqualTo(Folders.home().resolve("config"));
    }
}
