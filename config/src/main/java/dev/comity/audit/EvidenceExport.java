package dev.comity.audit;

import dev.comity.agreement.Agreement;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationBundle;
import dev.comity.config.StoredZip;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers what proves one exchange or one period into one zip: entries with their proofs, what they name by its digest, and what
 * was delivered as far as it is at hand. Exporting judges nothing; whoever gets the zip verifies it.
 */
public final class EvidenceExport {

    /** Where what was sent and delivered is kept; the log holds none of it. */
    public interface Kept {
        /** The presentation of a {@code released} entry, if it is at hand. */
        Optional<byte[]> presentation(Entry released) throws IOException;

        /** The envelope of a {@code submitted} entry as it was sent, if it is at hand. */
        Optional<byte[]> envelope(Entry submitted) throws IOException;
    }

    private final LogReader log;
    private final LogEvidence evidence;
    private final Kept kept;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private long bytes;

    private EvidenceExport(Path log, Kept kept) throws IOException {
        this.log = LogReader.open(log);
        this.evidence = LogEvidence.in(log);
        this.kept = kept;
    }

    /**
     * Selects and packs.
     *
     * @param log folder of the log
     * @return the zip's bytes; empty if no entry was selected
     * @throws IOException if the log cannot be read or does not prove its entries, or the selection is too large for one zip
     */
    public static Optional<byte[]> zip(Path log, Selection selection, Kept kept) throws IOException {
        EvidenceExport export = new EvidenceExport(log, kept);
        SortedMap<Long, Entry> entries = selection.of(export.log);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(export.pack(entries));
    }

    private byte[] pack(SortedMap<Long, Entry> entries) throws IOException {
        for (var one : entries.entrySet()) {
            add(one.getKey(), one.getValue());
        }
        put(EvidenceFiles.CHECKPOINT, log.checkpoint().note());
        put(EvidenceFiles.README, EvidenceReadme.text(log.checkpoint(), entries));
        put(EvidenceFiles.MANIFEST, Manifest.of(files));
        return StoredZip.write(files);
    }

    private void add(long index, Entry entry) throws IOException {
        String name = EvidenceCheck.entryName(index);
        put(name, entry.bytes());
        put(
                name.replaceFirst("\\.entry$", ".tlog-proof"),
                log.prove(index, entry.bytes()).text());
        switch (entry.kind()) {
            case CONFIG -> bundle(entry.json().path("digest").asText());
            case AGENCY, REVOCATION -> statement(entry.json().path("statement").asText());
            case SUBMITTED ->
                kept.envelope(entry)
                        .ifPresent(text -> put(
                                EvidenceFiles.ENVELOPES
                                        + entry.json().path("exchange").asText() + ".sdjwt",
                                text));
            case RELEASED -> released(entry);
            default -> {}
        }
    }

    private void bundle(String digest) throws IOException {
        evidence.bundle(digest).ifPresent(bundle -> put(LogEvidence.bundleName(digest), bundle.bytes()));
    }

    private void statement(String digest) throws IOException {
        evidence.statement(digest).ifPresent(text -> put(LogEvidence.statementName(digest), text));
    }

    private void released(Entry entry) throws IOException {
        String delivery = entry.json().path("delivery").asText();
        kept.presentation(entry).ifPresent(text -> put(EvidenceFiles.PRESENTATIONS + delivery + ".sdjwt", text));
        Optional<Configuration> configuration =
                evidence.configuration(entry.json().path("config").asText());
        configuration.ifPresent(c -> c.agreements().stream()
                .filter(a ->
                        a.digest().equals(entry.json().path("agreementDigest").asText()))
                .forEach(agreement -> copies(c.bundle(), agreement)));
    }

    /** For a reader who has no tool but an editor. */
    private void copies(ConfigurationBundle bundle, Agreement agreement) {
        String schemas = EvidenceFiles.SCHEMAS + "records/" + agreement.record() + "/";
        String signatures = agreement.place().replaceFirst("\\.yaml$", ".signatures.json");
        bundle.names().stream()
                .filter(name -> name.startsWith(schemas) || name.equals(agreement.place()) || name.equals(signatures))
                .forEach(name -> put(name, bundle.file(name).orElseThrow()));
    }

    private void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String name, byte[] content) {
        byte[] before = files.put(name, content);
        bytes += content.length - (before == null ? 0 : before.length);
        if (bytes > StoredZip.MAX_BYTES * 9L / 10 || files.size() > StoredZip.MAX_ENTRIES - 10) {
            throw new TooLarge();
        }
    }

    /** More was selected than one zip holds. */
    public static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooLarge() {
            super("more than one evidence bundle holds (%d files, %d MiB): choose a shorter period"
                    .formatted(StoredZip.MAX_ENTRIES, StoredZip.MAX_BYTES >> 20));
        }
    }
}
