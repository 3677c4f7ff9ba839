package dev.comity.directory;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every agency and key that a pinned registrar certified. Anything that is not in it is unknown. Immutable. */
public final class Directory {

    private Directory() {}

    /** From verified statements; of two on one agency, the one with the higher {@code seq} counts, and retired keys stay known. */
    public static Directory of(Collection<AgencyStatement> statements) {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Reads every {@code *.jwt} of a folder.
     *
     * @param problems gets each statement that does not verify; it is left out
     */
    public static Directory load(Path folder, TrustAnchors trust, List<Problem> problems) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public Map<String, AgencyStatement> agencies() {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<AgencyStatement> agency(String slug) {
        throw new UnsupportedOperationException("contract");
    }

    /** By thumbprint. */
    public Optional<DirectoryKey> key(String kid) {
        throw new UnsupportedOperationException("contract");
    }

    /** The keys of an agency with this use, in the order of the statement. */
    public List<DirectoryKey> keys(String agency, KeyUse use) {
        throw new UnsupportedOperationException("contract");
    }
}
