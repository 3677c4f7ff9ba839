package dev.comity.agency;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code agency.yaml}: an agency's own side. Relative paths are relative to the file's folder.
 *
 * @param agency slug
 * @param hub id of the hub
 * @param endpoint file that holds host and port of the hub's broker ({@code hub/endpoint.json}); read anew at each connect
 * @param passwordFile of the agency's broker user
 * @param folder the agency's data folder: keys/, agency.mv.db, source/, send/, received/, receipts/, not-sendable/
 * @param trust the agency's trust.yaml
 * @param directory folder of the registrar's statements
 * @param config configuration folder whose signed agreements the agency checks itself
 * @param schemas folder of the record types
 * @param adapters adapter folders to run, sources and sinks
 * @param parameters values for the adapters' placeholders, by {@code <adapter id>.<name>}
 */
public record AgencySettings(
        String agency,
        String hub,
        Path endpoint,
        Path passwordFile,
        Path folder,
        Path trust,
        Path directory,
        Path config,
        Path schemas,
        List<Path> adapters,
        java.util.Map<String, String> parameters) {

    public static AgencySettings load(Path file, List<Problem> problems) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** The file's text, in the format that {@link #load} reads. */
    public String toYaml() {
        throw new UnsupportedOperationException("contract");
    }
}
