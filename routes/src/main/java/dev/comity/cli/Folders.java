package dev.comity.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where things are when no option says so. */
final class Folders {

    private Folders() {}

    /** The program's home: the folder that holds {@code schemas/}, {@code config/} and {@code adapters/}. */
    static Path home() {
        return Path.of(System.getProperty("comity.home", ".")).toAbsolutePath().normalize();
    }

    /** Record types: the option, else those of the program. */
    static Path schemas(Optional<Path> option) {
        return option.orElse(home().resolve("schemas"));
    }

    /** Configuration: the option, else that of the data folder if there is one, else that of the program. */
    static Path config(Optional<Path> option, Optional<Path> data) {
        Optional<Path> copy = data.map(folder -> folder.resolve("config")).filter(Files::isDirectory);
        return option.or(() -> copy).orElse(home().resolve("config"));
    }

    /** Data of a command: below the user's state directory (XDG Base Directory), so that nothing is left in the program's home. */
    static Path state(String command) {
        return state(System.getenv(), System.getProperty("user.home")).resolve(command);
    }

    static Path state(Map<String, String> environment, String userHome) {
        String chosen = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = Path.of(chosen);
        // The XDG specification: a relative path is invalid and must be ignored.
        return (state.isAbsolute() ? state : Path.of(userHome, ".local", "state")).resolve("comity");
    }
}
