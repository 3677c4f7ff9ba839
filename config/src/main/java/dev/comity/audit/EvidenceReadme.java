package dev.comity.audit;

import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a person reads who opens an evidence bundle without knowing what it is. */
final class EvidenceReadme {

    private static final String TEXT = """
            Evidence of what was exchanged, out of the exchange log %s.

            This bundle holds %d entries of the log, and was made when the log had %d:
            %s
            Verify it on any machine with Java 17, without network, with your own trust.yaml:

                java -jar comity-verify.jar verify THIS.zip --trust trust.yaml

            Trust nothing because it stands here: the keys that decide come from your own trust.yaml, never from this bundle.

            MANIFEST               SHA-256 of every other file (sha256sum -c MANIFEST)
            checkpoint             the head of the log, signed by the hub and its witnesses
            entries/               entries of the log, each with the proof that it lies below the checkpoint
            bundles/               the configurations that the entries name: agreements, purposes, record types
            statements/            the registrar's statements on agencies and their keys
            presentations/         what a consumer got, signed by provider and hub; only where it was at hand
            envelopes/             what a provider sent; only where it was at hand and you may see it
            agreements/, schemas/  copies out of the configuration, for reading
            """;

    private EvidenceReadme() {}

    static String text(Checkpoint checkpoint, SortedMap<Long, Entry> entries) {
        Map<String, Long> kinds = new TreeMap<>();
        entries.values().forEach(entry -> kinds.merge(entry.kind().word(), 1L, Long::sum));
        StringBuilder counts = new StringBuilder();
        kinds.forEach((kind, count) -> counts.append("%8d %s\n".formatted(count, kind)));
        return TEXT.formatted(checkpoint.origin(), entries.size(), checkpoint.size(), counts);
    }
}
