package dev.comity.audit;

import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationBundle;
import dev.comity.crypto.Base64Url;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.envelope.EnvelopeVerifier;
import dev.comity.envelope.VerifiedEnvelope;
import dev.comity.log.Entry;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a bundle holds beside entries: presentations, envelopes, copies of agreements and schemas for a reader. */
final class EvidenceContent {

    /** Envelopes are those that the entries name, and their agencies sealed them. */
    static final String ENVELOPES = "bundle.envelopes";
    /** The copies for a reader are what the configuration holds. */
    static final String COPIES = "bundle.copies";

    private final EvidenceFiles bundle;
    private final TrustAnchors trust;
    private final Directory directory;
    private final SortedMap<Long, Entry> entries;
    private final LogEvidence evidence;

    /** @param evidence of this bundle; one for all checks, because a configuration takes long to load */
    EvidenceContent(
            EvidenceFiles bundle,
            LogEvidence evidence,
            TrustAnchors trust,
            Directory directory,
            SortedMap<Long, Entry> entries) {
        this.bundle = bundle;
        this.trust = trust;
        this.directory = directory;
        this.entries = entries;
        this.evidence = evidence;
    }

    List<Report.Item> checks() throws IOException {
        List<Report.Item> checks = new ArrayList<>(presentations());
        checks.add(envelopes());
        checks.add(copies());
        return checks;
    }

    private List<Report.Item> presentations() throws IOException {
        PresentationChecks checks = new PresentationChecks(trust, directory, evidence);
        List<String> claimed = new ArrayList<>();
        for (var one : entries.entrySet()) {
            if (one.getValue().kind() == Entry.Kind.RELEASED) {
                String delivery = one.getValue().json().path("delivery").asText();
                Optional<byte[]> presentation = bundle.file(EvidenceFiles.PRESENTATIONS + delivery + ".sdjwt");
                if (presentation.isPresent()) {
                    checks.add(
                            delivery, text(presentation.get()), one.getValue(), proof(one.getKey()), Optional.empty());
                } else {
                    claimed.add("entry " + one.getKey());
                }
            }
        }
        Set<String> deliveries = entries.values().stream()
                .filter(entry -> entry.kind() == Entry.Kind.RELEASED)
                .map(entry -> EvidenceFiles.PRESENTATIONS
                        + entry.json().path("delivery").asText() + ".sdjwt")
                .collect(Collectors.toSet());
        bundle.names(EvidenceFiles.PRESENTATIONS)
                .filter(name -> !deliveries.contains(name))
                .forEach(name -> checks.wrong("entry", name, "a delivery that no entry of the bundle releases"));
        List<Report.Item> items = new ArrayList<>(checks.items());
        if (!claimed.isEmpty()) {
            items.add(new Report.Item(
                    "bundle.presentations",
                    "unknown",
                    "without their presentations, what these released is claimed and not proven: "
                            + EvidenceCheck.firstOf(claimed),
                    ""));
        }
        return items;
    }

    private Optional<String> proof(long index) {
        return bundle.file(EvidenceCheck.entryName(index).replaceFirst("\\.entry$", ".tlog-proof"))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private Report.Item envelopes() {
        List<String> wrong = new ArrayList<>();
        List<String> names = bundle.names(EvidenceFiles.ENVELOPES).toList();
        for (String name : names) {
            try {
                envelope(name);
            } catch (RecordRefused e) {
                wrong.add(name + ": " + e.getMessage());
            } catch (IOException | IllegalArgumentException e) {
                wrong.add(name + ": " + e.getMessage());
            }
        }
        String status = !wrong.isEmpty() ? "fail" : names.isEmpty() ? "skipped" : "pass";
        String detail = !wrong.isEmpty()
                ? EvidenceCheck.firstOf(wrong)
                : names.isEmpty()
                        ? "the bundle holds no envelope as sent; conditions are not recomputed"
                        : "%d envelopes, each sealed by its agency and named by its entry".formatted(names.size());
        return new Report.Item(ENVELOPES, status, detail, "");
    }

    private void envelope(String name) throws RecordRefused, IOException {
        String exchange = name.substring(EvidenceFiles.ENVELOPES.length()).replaceFirst("\\.sdjwt$", "");
        Entry submitted = entries.values().stream()
                .filter(entry -> entry.kind() == Entry.Kind.SUBMITTED)
                .filter(entry -> entry.json().path("exchange").asText().equals(exchange))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no entry of the bundle is about this exchange"));
        Configuration configuration = evidence.configuration(
                        submitted.json().path("config").asText())
                .orElseThrow(() -> new IllegalArgumentException("its configuration is not in the bundle"));
        EnvelopeVerifier verifier = new EnvelopeVerifier(
                directory,
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
        VerifiedEnvelope opened = verifier.open(text(bundle.file(name).orElseThrow()), submitted.time());
        String jws = Base64Url.encode(opened.jws().sha256());
        if (!jws.equals(submitted.json().path("jws").asText())
                || !opened.exchange().equals(exchange)) {
            throw new IllegalArgumentException("another envelope than the entry names");
        }
    }

    private Report.Item copies() {
        List<String> copies = bundle.files().keySet().stream()
                .filter(name -> name.startsWith(EvidenceFiles.AGREEMENTS) || name.startsWith(EvidenceFiles.SCHEMAS))
                .toList();
        List<String> wrong = new ArrayList<>();
        List<ConfigurationBundle> kept = kept(wrong);
        for (String name : copies) {
            byte[] copy = bundle.file(name).orElseThrow();
            boolean same = kept.stream()
                    .flatMap(configuration -> configuration.file(name).stream())
                    .anyMatch(original -> Arrays.equals(original, copy));
            if (!same) {
                wrong.add(name + " is not in the configuration");
            }
        }
        String detail = wrong.isEmpty()
                ? "%d files for a reader, the same as in the configuration".formatted(copies.size())
                : EvidenceCheck.firstOf(wrong);
        return new Report.Item(COPIES, wrong.isEmpty() ? "pass" : "fail", detail, "");
    }

    private List<ConfigurationBundle> kept(List<String> wrong) {
        List<ConfigurationBundle> kept = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.kind() == Entry.Kind.CONFIG) {
                String digest = entry.json().path("digest").asText();
                try {
                    evidence.bundle(digest).ifPresent(kept::add);
                } catch (IOException | IllegalArgumentException e) {
                    wrong.add(e.getMessage());
                }
            }
        }
        return kept;
    }
}
