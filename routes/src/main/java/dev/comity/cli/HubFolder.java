package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Problems;
import dev.comity.command.TrustFile;
import dev.comity.directory.Directory;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The data folder of a hub, as the command line needs to know it. */
final class HubFolder {

    /** What a hub cannot make for itself: the anchors, the registrar's statements, its two keys. */
    private static final List<String> NEEDED =
            List.of("VERSION", "trust.yaml", "directory", "hub/keys/deliver.pem", "hub/keys/log.pem");

    private HubFolder() {}

    /** @throws CommandFailed that names everything that is missing, and how to make it */
    static void requirePrepared(Path folder) throws CommandFailed {
        List<String> missing = NEEDED.stream()
                .filter(name -> !Files.isReadable(folder.resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandFailed(ExitCode.INPUT, """
                    Not started: data folder %s lacks %s.
                    The hub does not make its own anchors. 'comity demo --once --data DIR' prepares a folder with a
                    demonstration registrar; otherwise put the registrar's statements and the hub's keys there (docs/formats.md).""".formatted(folder, String.join(", ", missing)));
        }
    }

    /** The registrar's statements. One that does not verify stops the command: an agency would silently be unknown. */
    static Directory directory(Path folder, TrustFile trust) throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        Path statements = folder.resolve("directory");
        try {
            Directory directory = Directory.load(statements, trust.anchors(), problems);
            if (!problems.isEmpty()) {
                throw new CommandFailed(ExitCode.FAILED, Problems.listed("Not used", statements.toString(), problems));
            }
            return directory;
        } catch (IOException e) {
            throw CommandFailed.unreadable("Folder of the registrar's statements", statements, "Nothing was done.");
        }
    }

    /** Agencies that have a folder here, for suggestions. */
    static List<String> agencies(Path folder) {
        Path agencies = folder.resolve("agencies");
        try (Stream<Path> found = Files.list(agencies)) {
            return found.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
