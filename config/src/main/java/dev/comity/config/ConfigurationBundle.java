package dev.comity.config;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that decides, as one file that is named by its digest: {@code hub.yaml}, {@code agencies.yaml},
 * {@code purposes.yaml}, the agreements with their signatures, and under {@code schemas/} the record types and code lists that
 * they are held against. Tests and examples are not in it. A log entry that names the digest names all of this; whoever keeps
 * the file can decide again. Immutable.
 */
public final class ConfigurationBundle {

    private static final String SCHEMAS = "schemas/";
    private static final String RECORDS = "schemas/records/";
    private static final String AGREEMENTS = "agreements/";

    private final SortedMap<String, byte[]> files;
    private final byte[] bytes;
    private final byte[] sha256;

    private ConfigurationBundle(SortedMap<String, byte[]> files, byte[] bytes) {
        this.files = Collections.unmodifiableSortedMap(files);
        this.bytes = bytes;
        this.sha256 = Crypto.sha256(bytes);
    }

    /** @throws IOException if a schema cannot be read any more */
    static ConfigurationBundle of(ConfigurationFolder folder, RecordTypes types) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>(folder.deciding());
        for (String part : List.of("records", "codes")) {
            Path below = types.folder().resolve(part);
            if (Files.isDirectory(below)) {
                addSchemas(types.folder(), below, files);
            }
        }
        return new ConfigurationBundle(files, StoredZip.write(files));
    }

    private static void addSchemas(Path schemas, Path below, SortedMap<String, byte[]> files) throws IOException {
        try (Stream<Path> walk = Files.walk(below)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                String name = SCHEMAS + schemas.relativize(file).toString().replace('\\', '/');
                if (isSchema(name) && StoredZip.isName(name)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static boolean isSchema(String name) {
        return name.matches(".*\\.(json|yaml|csv|jslt)") && !name.contains("/examples/");
    }

    /**
     * @param bytes as they were kept
     * @throws IllegalArgumentException if they are not a bundle in its one form, or hold a file that no bundle holds
     */
    public static ConfigurationBundle read(byte[] bytes) {
        SortedMap<String, byte[]> files = StoredZip.read(bytes);
        for (String name : files.keySet()) {
            boolean known = name.startsWith(SCHEMAS) ? isSchema(name) : ConfigurationFolder.isDeciding(name);
            if (!known) {
                throw new IllegalArgumentException("not a bundle: it holds " + name);
            }
        }
        return new ConfigurationBundle(files, bytes.clone());
    }

    /** base64url SHA-256 of {@link #bytes()}: the {@code digest} of a {@code config} entry. */
    public String digest() {
        return Base64Url.encode(sha256);
    }

    /** Name of the file that keeps it: SHA-256 in lower-case hex, and {@code .zip}. */
    public String fileName() {
        return HexFormat.of().formatHex(sha256) + ".zip";
    }

    /** The zip file; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Names of the files in it, in their order. */
    public Set<String> names() {
        return files.keySet();
    }

    /** One of its files, for instance {@code agreements/transport/death-to-concession.yaml}. */
    public Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    /**
     * The configuration as these bytes say it, without any setting from the environment.
     *
     * @throws IOException if it does not pass the checks of this version, with every problem; or if nothing can be written to
     *     the temporary folder
     */
    public Configuration load() throws IOException {
        if (files.keySet().stream().noneMatch(name -> name.startsWith(SCHEMAS + "records/"))) {
            throw new IOException("bundle " + digest() + " holds no record types");
        }
        Path folder = Files.createTempDirectory("comity-bundle");
        try {
            List<Problem> problems = new ArrayList<>();
            RecordTypes types = RecordTypes.load(unpackSchemas(folder), problems);
            var loaded = ConfigurationLoader.load(this, types);
            problems.addAll(loaded.problems());
            List<Problem> errors = problems.stream().filter(Problem::isError).toList();
            if (!errors.isEmpty()) {
                throw new IOException("bundle " + digest() + " holds a configuration with errors:\n"
                        + errors.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            }
            return loaded.configuration().orElseThrow();
        } finally {
            delete(folder);
        }
    }

    /**
     * As {@link #load()}, for whoever asks about a few exchanges: only these agreements and record types, which takes a fraction of
     * the time. A type comes in all its majors, since a later one refers to an earlier one. What else is not named is not there, so
     * that nothing can be decided by it; its digest is that of the part.
     *
     * @param agreements digests of their files
     * @param records record types, for instance {@code death-registration/1}
     */
    public Configuration load(Set<String> agreements, Set<String> records) throws IOException {
        Set<String> kept = files.keySet().stream()
                .filter(name -> name.startsWith(AGREEMENTS) && name.endsWith(".yaml"))
                .filter(name -> agreements.contains(Base64Url.encode(Crypto.sha256(files.get(name)))))
                .map(ConfigurationBundle::stem)
                .collect(Collectors.toSet());
        SortedMap<String, byte[]> part = new TreeMap<>(files);
        part.keySet().removeIf(name -> name.startsWith(AGREEMENTS) && !kept.contains(stem(name)));
        part.keySet().removeIf(name -> name.startsWith(RECORDS) && !isOf(records, name));
        return new ConfigurationBundle(part, bytes).load();
    }

    /** An agreement's file and what lies beside it: the same up to the first point of the file's name, which no id has. */
    private static String stem(String name) {
        return name.substring(0, name.indexOf('.', name.lastIndexOf('/')));
    }

    private static boolean isOf(Set<String> records, String name) {
        String below = name.substring(RECORDS.length());
        return below.startsWith("common/")
                || records.stream()
                        .filter(type -> type.indexOf('/') > 0)
                        .anyMatch(type -> below.startsWith(type.substring(0, type.indexOf('/') + 1)));
    }

    private Path unpackSchemas(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.tailMap(SCHEMAS).entrySet()) {
            if (file.getKey().startsWith(SCHEMAS)) {
                Path target = folder.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.write(target, file.getValue());
            }
        }
        return folder.resolve("schemas");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The files that are no schemas, as {@link ConfigurationLoader} reads them. */
    SortedMap<String, byte[]> configuration() {
        SortedMap<String, byte[]> some = new TreeMap<>(files);
        some.keySet().removeIf(name -> name.startsWith(SCHEMAS));
        return some;
    }
}
