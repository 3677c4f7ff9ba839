package dev.comity.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of an adapter's folder in which a test breaks something. */
record BrokenCopy(Path folder) {

    /** @param to gets the adapter with its agency's folder, as in the project */
    static BrokenCopy of(Path adapter, Path to) throws IOException {
        Path copy = to.resolve(adapter.getParent().getFileName()).resolve(adapter.getFileName());
        copy(adapter, copy);
        return new BrokenCopy(copy);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Replaces a text of a file that must be there. */
    BrokenCopy edit(String file, String find, String replace) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        if (!text.contains(find)) {
            throw new IllegalArgumentException(file + " does not hold: " + find);
        }
        Files.writeString(path, text.replace(find, replace));
        return this;
    }

    BrokenCopy add(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    BrokenCopy delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }
}
