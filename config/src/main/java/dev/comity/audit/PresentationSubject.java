package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Entry;
import dev.comity.log.InclusionProof;
import dev.comity.log.LogVerifier;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One presentation ({@code .sdjwt}) with its entry and proof beside it, held against the log's folder that names the rest. */
final class PresentationSubject {

    private static final String ENDING = ".sdjwt";
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private PresentationSubject() {}

    static boolean isPresentation(Path file) {
        return file.getFileName().toString().endsWith(ENDING);
    }

    /**
     * @param log folder of the log with {@code statements/} and {@code bundles/}; without it nobody is known
     * @param reader who opens it; empty means whom its entry names
     */
    static Answer verify(Path file, TrustAnchors trust, Optional<Path> log, Optional<String> reader)
            throws CommandFailed {
        String name = file.getFileName().toString().replaceFirst("\\.sdjwt$", "");
        try {
            String presentation = text(file)
                    .orElseThrow(() -> CommandFailed.unreadable("Presentation", file, "Nothing was checked."));
            Optional<byte[]> entry = bytes(file.resolveSibling(name + ".entry"));
            Optional<String> proof = text(file.resolveSibling(name + ".tlog-proof"));
            List<Report.Item> checks = new ArrayList<>();
            Optional<Entry> released = entry(entry, checks);
            if (released.isPresent()) {
                checks.addAll(opened(name, presentation, released.get(), proof, trust, log, reader));
            }
            proof.ifPresent(text -> signatures(text, trust, checks));
            return new Answer("delivery " + name, checks, OptionalLong.empty());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not checked: %s cannot be read (%s).".formatted(file, e.getMessage()), e);
        }
    }

    private static List<Report.Item> opened(
            String name,
            String presentation,
            Entry released,
            Optional<String> proof,
            TrustAnchors trust,
            Optional<Path> log,
            Optional<String> reader)
            throws IOException {
        if (log.isEmpty()) {
            return List.of(new Report.Item(
                    "origin", "unknown", "who may sign is not known: name the log's folder with --log", name));
        }
        PresentationChecks checks =
                new PresentationChecks(trust, directory(log.get(), trust), LogEvidence.in(log.get()));
        checks.add(name, presentation, released, proof, reader);
        return checks.items();
    }

    /** A statement that does not verify is left out: its agency is then unknown, which the checks say. */
    private static Directory directory(Path log, TrustAnchors trust) throws IOException {
        Path statements = log.resolve("statements");
        List<Problem> leftOut = new ArrayList<>();
        return Files.isDirectory(statements) ? Directory.load(statements, trust, leftOut) : Directory.of(List.of());
    }

    private static Optional<Entry> entry(Optional<byte[]> bytes, List<Report.Item> checks) {
        if (bytes.isEmpty()) {
            checks.add(new Report.Item(
                    "entry", "fail", "no entry lies beside it (.entry): not logged means not delivered", ""));
            return Optional.empty();
        }
        try {
            return Optional.of(Entry.parse(bytes.get()));
        } catch (IllegalArgumentException e) {
            checks.add(new Report.Item("entry", "fail", "what lies beside it is no entry: " + e.getMessage(), ""));
            return Optional.empty();
        }
    }

    private static void signatures(String proof, TrustAnchors trust, List<Report.Item> checks) {
        try {
            // The proof that travels with a delivery carries the hub's signature alone; no delivery waits for
            // witnesses.
            LogVerifier.signatures(InclusionProof.parse(proof).checkpoint(), trust).stream()
                    .filter(check -> check.id().equals(LogVerifier.CHECKPOINT))
                    .map(Answer::item)
                    .forEach(checks::add);
        } catch (IllegalArgumentException e) {
            checks.add(new Report.Item("proof", "fail", e.getMessage(), ""));
        }
    }

    private static Optional<String> text(Path file) throws IOException {
        // An editor may have put a line end after the presentation; of a proof the last one is part.
        return bytes(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(text -> isPresentation(file) ? text.strip() : text);
    }

    private static Optional<byte[]> bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + " is larger than 32 MiB");
            }
            return Optional.of(bytes);
        }
    }
}
