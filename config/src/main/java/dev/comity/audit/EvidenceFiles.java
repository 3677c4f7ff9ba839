package dev.comity.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.config.StoredZip;
import dev.comity.log.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files of an evidence bundle, in memory. What is in them is said in docs/formats.md.
 *
 * @param files by name with {@code /}
 * @param formProblem what is wrong with the zip as a file; empty for a zip in its one form and for a folder
 */
record EvidenceFiles(SortedMap<String, byte[]> files, Optional<String> formProblem) {

    static final String MANIFEST = "MANIFEST";
    static final String README = "README.txt";
    static final String CHECKPOINT = "checkpoint";
    static final String ENTRIES = "entries/";
    static final String PRESENTATIONS = "presentations/";
    static final String ENVELOPES = "envelopes/";
    static final String BUNDLES = "bundles/";
    static final String STATEMENTS = "statements/";
    static final String AGREEMENTS = "agreements/";
    static final String SCHEMAS = "schemas/";

    /** @throws IOException if it cannot be read, is no zip at all, or is larger than a bundle may be */
    static EvidenceFiles read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new EvidenceFiles(folder(path), Optional.empty());
        }
        if (Files.size(path) > 2L * StoredZip.MAX_BYTES) {
            throw new IOException("larger than an evidence bundle may be");
        }
        return zip(Files.readAllBytes(path));
    }

    static EvidenceFiles zip(byte[] bytes) throws IOException {
        try {
            return new EvidenceFiles(StoredZip.read(bytes), Optional.empty());
        } catch (IllegalArgumentException notTheOneForm) {
            // Other programs write other zips of the same files: what is inside is still worth a look, the file is not
            // as exported.
            return new EvidenceFiles(
                    otherZip(bytes),
                    Optional.of("not byte for byte the zip that an export writes: it was changed, or packed again"));
        }
    }

    private static SortedMap<String, byte[]> otherZip(byte[] bytes) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        long left = StoredZip.MAX_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                left -= add(files, entry.getName(), zip, left);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a zip with names that cannot be read", e);
        }
        if (files.isEmpty()) {
            throw new IOException("neither a zip nor a folder with an evidence bundle");
        }
        return files;
    }

    private static SortedMap<String, byte[]> folder(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        long left = StoredZip.MAX_BYTES;
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .limit(StoredZip.MAX_ENTRIES + 1L)
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    left -= add(files, folder.relativize(file).toString().replace('\\', '/'), in, left);
                }
            }
        }
        return files;
    }

    private static long add(SortedMap<String, byte[]> files, String name, InputStream in, long left)
            throws IOException {
        byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
        if (content.length > left || files.size() >= StoredZip.MAX_ENTRIES) {
            throw new IOException("larger than an evidence bundle may be");
        }
        if (!StoredZip.isName(name) || files.put(name, content) != null) {
            throw new IOException("it holds a name that may not stand in an evidence bundle, or one name twice");
        }
        return content.length;
    }

    /** The names below a folder of the bundle, in order. */
    Stream<String> names(String below) {
        return files.keySet().stream().filter(name -> name.startsWith(below));
    }

    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** What entries name by its digest, out of this bundle. */
    LogEvidence evidence() {
        return new LogEvidence((name, limit) -> file(name));
    }

    /** As {@link #evidence()}, with as much of each configuration as these entries name. */
    LogEvidence evidenceFor(Collection<Entry> entries) {
        Set<String> agreements = new TreeSet<>();
        Set<String> records = new TreeSet<>();
        for (Entry entry : entries) {
            JsonNode json = entry.json();
            // Named in a release, put in force, or bound to: in each case by the digest of the agreement's file.
            List.of(json.path("agreementDigest"), json.path("agreement"), json.path("digest"))
                    .forEach(digest -> agreements.add(digest.asText()));
            json.path("decisions")
                    .forEach(decision -> agreements.add(decision.path("digest").asText()));
            records.add(json.path("record").asText());
        }
        return new LogEvidence((name, limit) -> file(name), bundle -> bundle.load(agreements, records));
    }
}
