package dev.comity.audit;

import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationBundle;
import dev.comity.config.StoredZip;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.AgencyStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What entries name by its digest: the bundle of a {@code config} entry, the statement of an {@code agency} or {@code
 * revocation} entry. The content is compared with the digest each time it is read.
 */
public final class LogEvidence {

    /** Where the bytes come from: a log's folder, or an evidence bundle. */
    public interface Source {
        /**
         * @param name for instance {@code statements/<hex>.jwt}
         * @param limit how many bytes it may have; what is longer is cut one byte after that
         * @return empty if there is none
         */
        Optional<byte[]> read(String name, int limit) throws IOException;
    }

    /** How a bundle becomes a configuration. */
    interface Loading {
        Configuration of(ConfigurationBundle bundle) throws IOException;
    }

    private final Source source;
    private final Loading loading;
    private String loadedDigest = "";
    private Optional<Configuration> loaded = Optional.empty();

    /** @param source of {@code bundles/} and {@code statements/} */
    public LogEvidence(Source source) {
        this(source, ConfigurationBundle::load);
    }

    /** @param loading of a part, where only a part is asked about */
    LogEvidence(Source source, Loading loading) {
        this.source = source;
        this.loading = loading;
    }

    /** Of a log's folder. */
    public static LogEvidence in(Path log) {
        return new LogEvidence((name, limit) -> file(log.resolve(name), limit));
    }

    private static Optional<byte[]> file(Path file, int limit) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(limit + 1));
        }
    }

    /**
     * The statement with this digest, as text.
     *
     * @param digest base64url SHA-256
     * @throws Differs if the file holds something else
     */
    public Optional<String> statement(String digest) throws IOException {
        return read(statementName(digest), digest, AgencyStatement.MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /**
     * The configuration bundle with this digest.
     *
     * @throws Differs if the file holds something else
     */
    public Optional<ConfigurationBundle> bundle(String digest) throws IOException {
        Optional<byte[]> bytes = read(bundleName(digest), digest, StoredZip.MAX_BYTES);
        try {
            return bytes.map(ConfigurationBundle::read);
        } catch (IllegalArgumentException e) {
            throw new Differs(bundleName(digest), e.getMessage());
        }
    }

    /**
     * The configuration of the bundle with this digest; the last one is kept, since one stays in force for long.
     *
     * @throws Differs if the file holds something else
     * @throws IOException if this version cannot read the configuration
     */
    public synchronized Optional<Configuration> configuration(String digest) throws IOException {
        if (!digest.equals(loadedDigest)) {
            Optional<ConfigurationBundle> bundle = bundle(digest);
            loaded = bundle.isPresent() ? Optional.of(loading.of(bundle.get())) : Optional.empty();
            loadedDigest = digest;
        }
        return loaded;
    }

    /** Where a bundle lies below a log's folder. */
    static String bundleName(String digest) {
        return "bundles/" + hex(digest) + ".zip";
    }

    private Optional<byte[]> read(String name, String digest, int limit) throws IOException {
        Optional<byte[]> bytes = source.read(name, limit);
        if (bytes.isPresent() && !Base64Url.encode(Crypto.sha256(bytes.get())).equals(digest)) {
            throw new Differs(name, "is not what the log names by this digest");
        }
        return bytes;
    }

    /** Where a statement lies below a log's folder. */
    static String statementName(String digest) {
        return "statements/" + hex(digest) + ".jwt";
    }

    private static String hex(String digest) {
        byte[] bytes = Base64Url.decode(digest);
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a digest of 32 bytes was expected");
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** A file that is there and does not hold what the log names: false, where a missing one is only unknown. */
    public static final class Differs extends IOException {

        private static final long serialVersionUID = 1L;

        private final String name;

        Differs(String name, String what) {
            super(name + " " + what);
            this.name = name;
        }

        /** Of the file, below the log's folder. */
        public String name() {
            return name;
        }
    }
}
