package dev.comity.directory;

import dev.comity.refusal.RecordRefused;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every agency and key that a pinned registrar certified. Anything that is not in it is unknown. Immutable. */
public final class Directory {

    private static final Comparator<AgencyStatement> ORDER = Comparator.comparing(AgencyStatement::agency)
            .thenComparingLong(AgencyStatement::seq)
            .thenComparing(AgencyStatement::jws);

    private final Map<String, AgencyStatement> agencies;
    private final Map<String, DirectoryKey> keys;

    private Directory(Map<String, AgencyStatement> agencies, Map<String, DirectoryKey> keys) {
        this.agencies = Collections.unmodifiableMap(agencies);
        this.keys = Map.copyOf(keys);
    }

    /**
     * From verified statements; of two on one agency, the one with the higher {@code seq} counts. A key that the later
     * statement leaves out stays known, and its validity ends with the later statement.
     *
     * @throws IllegalArgumentException if two statements contradict each other: one agency and {@code seq} with two contents, or one
     *     key with two agencies or two uses
     */
    public static Directory of(Collection<AgencyStatement> statements) {
        Map<String, AgencyStatement> agencies = new TreeMap<>();
        Map<String, DirectoryKey> keys = new HashMap<>();
        for (AgencyStatement statement : statements.stream().sorted(ORDER).toList()) {
            AgencyStatement earlier = agencies.put(statement.agency(), statement);
            if (earlier != null && !earlier.equals(statement)) {
                checkSucceeds(statement, earlier);
                retire(earlier, statement, keys);
            }
            statement.keys().forEach(key -> certify(key, keys));
        }
        return new Directory(agencies, keys);
    }

    /**
     * Reads every {@code *.jwt} of a folder.
     *
     * @param problems gets each statement that does not verify, or contradicts one before it; it is left out
     */
    public static Directory load(Path folder, TrustAnchors trust, List<Problem> problems) throws IOException {
        List<AgencyStatement> statements = new ArrayList<>();
        Directory directory = of(statements);
        for (Path file : files(folder)) {
            try {
                statements.add(AgencyStatement.verify(read(file), trust));
                directory = of(statements);
            } catch (RecordRefused e) {
                problems.add(Problem.error(file.toString(), 1, 1, "not a statement to rely on: " + e.getMessage()));
            } catch (IllegalArgumentException e) {
                statements.remove(statements.size() - 1);
                problems.add(Problem.error(file.toString(), 1, 1, e.getMessage()));
            }
        }
        return directory;
    }

    /** The statement in force on each agency, by slug. */
    public Map<String, AgencyStatement> agencies() {
        return agencies;
    }

    public Optional<AgencyStatement> agency(String slug) {
        return Optional.ofNullable(agencies.get(slug));
    }

    /** By thumbprint; retired keys too. */
    public Optional<DirectoryKey> key(String kid) {
        return Optional.ofNullable(keys.get(kid));
    }

    /** The keys of an agency with this use, in the order of the statement in force; no retired ones. */
    public List<DirectoryKey> keys(String agency, KeyUse use) {
        AgencyStatement statement = agencies.get(agency);
        return statement == null
                ? List.of()
                : statement.keys().stream().filter(key -> key.use() == use).toList();
    }

    private static void checkSucceeds(AgencyStatement later, AgencyStatement earlier) {
        if (later.seq() == earlier.seq()) {
            throw new IllegalArgumentException("two statements on '%s' have the number %d and different contents"
                    .formatted(later.agency(), later.seq()));
        }
    }

    private static void retire(AgencyStatement earlier, AgencyStatement later, Map<String, DirectoryKey> keys) {
        for (DirectoryKey key : earlier.keys()) {
            keys.put(key.kid(), keys.get(key.kid()).endingBy(later.issuedAt()));
        }
    }

    private static void certify(DirectoryKey key, Map<String, DirectoryKey> keys) {
        DirectoryKey known = keys.put(key.kid(), key);
        if (known != null && (!known.agency().equals(key.agency()) || known.use() != key.use())) {
            throw new IllegalArgumentException(
                    "one key is certified for '%s' (%s) and for '%s' (%s); each needs a key of its own"
                            .formatted(
                                    known.agency(),
                                    known.use().code(),
                                    key.agency(),
                                    key.use().code()));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jwt"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            // One byte over the limit is enough for the reader to refuse it.
            byte[] bytes = in.readNBytes(AgencyStatement.MAX_BYTES + 2);
            return new String(bytes, StandardCharsets.ISO_8859_1).strip();
        }
    }
}
