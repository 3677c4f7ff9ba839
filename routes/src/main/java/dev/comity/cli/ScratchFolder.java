package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a command puts what nobody needs afterwards.
 *
 * @param removed whether it goes with the end of the command; a folder that the user named stays
 */
record ScratchFolder(Path path, boolean removed) implements AutoCloseable {

    /** @throws CommandFailed if the named folder holds something */
    static ScratchFolder of(Optional<Path> named, String prefix) throws IOException, CommandFailed {
        if (named.isEmpty()) {
            return new ScratchFolder(Files.createTempDirectory(prefix), true);
        }
        Path folder = Files.createDirectories(named.get().toAbsolutePath().normalize());
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new CommandFailed(
                        ExitCode.INPUT, folder + " is not empty. Nothing was done; name an empty or a new folder.");
            }
        }
        return new ScratchFolder(folder, false);
    }

    @Override
    public void close() throws IOException {
        if (removed) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
