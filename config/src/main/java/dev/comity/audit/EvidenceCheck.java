package dev.comity.audit;

import dev.comity.command.Report;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.log.LogVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Verifies an evidence bundle with nothing at hand but the auditor's own trust anchors: what it holds is as exported, each entry
 * lies under a checkpoint of a trusted log, what the entries say was permitted, and what was delivered is what they say.
 */
final class EvidenceCheck {

    /** The zip is byte for byte as an export writes it. */
    static final String FORM = "bundle.form";
    /** Every file is listed with its sum, and nothing else is there. */
    static final String MANIFEST = "bundle.manifest";
    /** Every entry is proven to lie at its place under the checkpoint. */
    static final String ENTRIES = "bundle.entries";

    private final EvidenceFiles bundle;
    private final TrustAnchors trust;
    private final List<Report.Item> checks = new ArrayList<>();
    private final SortedMap<Long, Entry> entries = new TreeMap<>();
    private final List<String> wrongEntries = new ArrayList<>();

    private EvidenceCheck(EvidenceFiles bundle, TrustAnchors trust) {
        this.bundle = bundle;
        this.trust = trust;
    }

    static Answer verify(EvidenceFiles bundle, TrustAnchors trust) throws IOException {
        return new EvidenceCheck(bundle, trust).run();
    }

    private Answer run() throws IOException {
        String form = bundle.formProblem().orElse("");
        add(FORM, form.isEmpty() ? "pass" : "fail", form.isEmpty() ? "as exported" : form);
        List<String> differences = Manifest.problems(bundle.files());
        add(
                MANIFEST,
                differences.isEmpty() ? "pass" : "fail",
                differences.isEmpty()
                        ? "%d files, each with its sum".formatted(bundle.files().size() - 1)
                        : firstOf(differences));
        checkpoint();
        LogEvidence evidence = bundle.evidenceFor(entries.values());
        AuditRules rules = new AuditRules(trust, evidence);
        for (var entry : entries.entrySet()) {
            see(rules, entry.getKey(), entry.getValue());
        }
        add(
                ENTRIES,
                wrongEntries.isEmpty() ? "pass" : "fail",
                wrongEntries.isEmpty()
                        ? "%d entries, each proven to lie at its place".formatted(entries.size())
                        : firstOf(wrongEntries));
        rules.checks().stream().map(Answer::item).forEach(checks::add);
        checks.addAll(new EvidenceContent(bundle, evidence, trust, rules.directory(), entries).checks());
        add(
                "bundle.complete",
                "skipped",
                "that nothing later withdrew, revoked or corrected this is proven by the whole log alone");
        OptionalLong untrusted = rules.firstUntrusted();
        return new Answer("evidence bundle  %,d entries".formatted(entries.size()), checks, untrusted);
    }

    private void see(AuditRules rules, long index, Entry entry) throws IOException {
        try {
            rules.see(index, entry);
        } catch (IllegalArgumentException e) {
            wrongEntries.add("entry %d: %s".formatted(index, e.getMessage()));
        }
    }

    private void checkpoint() {
        try {
            Checkpoint checkpoint = Checkpoint.parse(text(EvidenceFiles.CHECKPOINT));
            LogVerifier.signatures(checkpoint, trust).stream().map(Answer::item).forEach(checks::add);
            bundle.names(EvidenceFiles.ENTRIES)
                    .filter(name -> name.endsWith(".entry"))
                    .forEach(name -> entry(name, checkpoint));
        } catch (IllegalArgumentException e) {
            add(LogVerifier.CHECKPOINT, "fail", "the bundle holds no checkpoint: " + e.getMessage());
        }
        if (entries.isEmpty()) {
            wrongEntries.add("there is no entry that could be read");
        }
    }

    private void entry(String name, Checkpoint checkpoint) {
        try {
            byte[] bytes = bundle.file(name).orElseThrow();
            String proofName = name.replaceFirst("\\.entry$", ".tlog-proof");
            InclusionProof proof = InclusionProof.parse(text(proofName));
            boolean holds = name.equals(entryName(proof.index()))
                    && proof.checkpoint().isSameHead(checkpoint)
                    && proof.holdsFor(bytes);
            if (holds) {
                entries.put(proof.index(), Entry.parse(bytes));
            } else {
                wrongEntries.add(name + " is not where its proof says, or the proof is under another checkpoint");
            }
        } catch (IllegalArgumentException e) {
            wrongEntries.add(name + ": " + e.getMessage());
        }
    }

    /** Where entry {@code index} lies in a bundle. */
    static String entryName(long index) {
        return EvidenceFiles.ENTRIES + "%012d.entry".formatted(index);
    }

    private String text(String name) {
        byte[] bytes =
                bundle.file(name).orElseThrow(() -> new IllegalArgumentException(name + " is not in the bundle"));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void add(String id, String status, String detail) {
        checks.add(new Report.Item(id, status, detail, ""));
    }

    static String firstOf(List<String> problems) {
        String shown = String.join("; ", problems.subList(0, Math.min(10, problems.size())));
        return problems.size() > 10 ? shown + "; and %d more".formatted(problems.size() - 10) : shown;
    }
}
