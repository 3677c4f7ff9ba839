package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.kit.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The adapters' folders that a command line names. */
final class AdapterFolders {

    private AdapterFolders() {}

    /** Something done with one folder. */
    interface Work<T> {
        T with(Path folder) throws IOException;
    }

    /** @param named folders of adapters, or above them; none means all of the program */
    static List<Path> of(List<Path> named) throws CommandFailed {
        List<Path> all = new ArrayList<>();
        for (Path folder : named.isEmpty() ? List.of(Folders.home().resolve("adapters")) : named) {
            if (!Files.isDirectory(folder)) {
                throw CommandFailed.unreadable("The folder", folder, "Name an adapter's folder, or one above it.");
            }
            try {
                all.addAll(Kit.folders(folder));
            } catch (IOException e) {
                throw CommandFailed.unreadable("The folder", folder, "Look at its permissions.");
            }
        }
        return all.stream().distinct().toList();
    }

    /** One after the other. */
    static <T> List<T> each(List<Path> folders, Work<T> work) throws CommandFailed {
        List<T> results = new ArrayList<>();
        for (Path folder : folders) {
            try {
                results.add(work.with(folder));
            } catch (IOException e) {
                throw CommandFailed.unreadable("A file of", folder, "Look at its permissions.");
            }
        }
        return results;
    }
}
