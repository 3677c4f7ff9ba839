package dev.comity.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * From an item in the agency's own format to the fields of a record. The extension of the adapter's one {@code mapping.*} chooses the
 * language. Compiled once; thread-safe.
 */
public interface Mapping {

    /** The names that a mapping can have, the default first. */
    List<String> FILES = List.of("mapping.jslt", "mapping.jsonata", "mapping.xslt");

    /**
     * @return the fields, those that the item does not have left out
     * @throws Unmappable where the mapping fails on this item or gives no object
     */
    ObjectNode map(ObjectNode item) throws Unmappable;

    /** As {@link #map(ObjectNode)}, of an item as its source gave it. */
    default ObjectNode map(SourceItem item) throws Unmappable {
        return map(item.content());
    }

    /** Its name, without a folder. */
    String file();

    /** Whether it asks for each member of the item that it uses by name, so that an item can tell what was read of it. */
    boolean asksByName();

    /**
     * Compiles the mapping of an adapter's folder.
     *
     * @param problems gets what the compiler found, with its place
     * @return empty if there is none, more than one, or it does not compile
     */
    static Optional<Mapping> of(Path folder, List<Problem> problems) throws IOException {
        List<String> found = present(folder);
        if (found.size() == 1) {
            return load(folder.resolve(found.get(0)), problems);
        }
        problems.add(
                found.isEmpty()
                        ? Problem.error(
                                FILES.get(0),
                                0,
                                0,
                                "the file is missing: a source needs its mapping, one of " + String.join(", ", FILES))
                        : Problem.error(
                                found.get(1),
                                0,
                                0,
                                "a source has one mapping, and this folder also has " + found.get(0)));
        return Optional.empty();
    }

    /**
     * Compiles a file, whose extension says its language.
     *
     * @param problems gets what the compiler found, with its place
     * @return empty if it does not compile
     */
    static Optional<Mapping> load(Path file, List<Problem> problems) throws IOException {
        if (!Files.isRegularFile(file)) {
            problems.add(Problem.error(
                    file.getFileName().toString(), 0, 0, "the file is missing: it says what is mapped to what"));
            return Optional.empty();
        }
        String name = file.getFileName().toString();
        if (name.endsWith(".jsonata")) {
            return JsonataMapping.compile(file, problems);
        }
        return name.endsWith(".xslt") ? XsltMapping.compile(file, problems) : JsltMapping.compile(file, problems);
    }

    /** Names of the mappings that a folder has, one if it is right. */
    static List<String> present(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            return FILES.stream().filter(names::contains).toList();
        }
    }

    /** An item that the mapping cannot read. The message may repeat a value: it is for the agency's own folder, not for a log. */
    final class Unmappable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final int line;
        private final int column;
        private final boolean harmless;

        /**
         * @param line one-based; 0 if the language names none
         * @param column one-based; 0 if the language names none
         */
        Unmappable(String file, int line, int column, String message) {
            this(file, new TextPlace(line, column), message, false);
        }

        private Unmappable(String file, TextPlace place, String message, boolean harmless) {
            super(message);
            this.file = file;
            this.line = place.line();
            this.column = place.column();
            this.harmless = harmless;
        }

        /** A code that no table has; its message holds no value. */
        static Unmappable untranslated(String file, TextPlace place, Tables.Untranslated cause) {
            return new Unmappable(file, place, cause.getMessage(), true);
        }

        /** Where the mapping stood, and why it went no further. */
        @Override
        public String getMessage() {
            return (line == 0 ? file : file + ":" + line + ":" + column) + " " + super.getMessage();
        }

        /**
         * The place as a problem.
         *
         * @param folder as messages call it
         * @param message to say, before what the mapping says if that holds no value
         */
        public Problem at(String folder, String message) {
            String said = harmless ? message + ": " + super.getMessage() : message;
            return Problem.error(folder + "/" + file, line, column, said);
        }
    }
}
