package dev.comity.adapter;

import dev.comity.record.RecordTypeId;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One adapter as its folder declares it.
 *
 * @param id {@code <agency>/<name>}
 * @param direction source or sink
 * @param record type of the records; empty for a sink that takes every type
 * @param input how a source's items come
 * @param mapping of a source
 * @param parameters name to default value; without one the agency's settings must give it
 * @param test what its author says to those who test it
 * @param route bytes of {@code route.camel.yaml} as text
 */
public record AdapterFolder(
        String id,
        String titleEn,
        String titleZh,
        String agency,
        Direction direction,
        Optional<RecordTypeId> record,
        String owner,
        Optional<InputFormat> input,
        Optional<Mapping> mapping,
        Map<String, Optional<String>> parameters,
        TestNotes test,
        String route,
        Path folder) {

    /** Which way the records go, seen from the hub. */
    public enum Direction {
        SOURCE,
        SINK
    }

    /** The same adapter under another id, for somebody who runs it beside itself. */
    public AdapterFolder named(String other) {
        return new AdapterFolder(
                other,
                titleEn,
                titleZh,
                agency,
                direction,
                record,
                owner,
                input,
                mapping,
                parameters,
                test,
                route,
                folder);
    }

    /**
     * Reads and checks a folder.
     *
     * @param problems gets everything wrong, with positions
     * @return empty if there is an error
     * @throws IOException if a file cannot be read
     */
    public static Optional<AdapterFolder> load(Path folder, List<Problem> problems) throws IOException {
        if (!Files.isRegularFile(folder.resolve("adapter.yaml"))) {
            problems.add(Problem.error(folder.toString(), 0, 0, "no adapter.yaml here: not an adapter folder"));
            return Optional.empty();
        }
        return new AdapterFile(folder, problems).read();
    }
}
