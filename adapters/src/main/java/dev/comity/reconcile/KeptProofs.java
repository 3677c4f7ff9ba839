package dev.comity.reconcile;

import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.Checkpoint.SignatureState;
import dev.comity.log.InclusionProof;
import dev.comity.log.Merkle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The entries and proofs that lie beside an agency's receipts and deliveries. Each proves, by the log's own signature, that the entry
 * stood at its place.
 */
final class KeptProofs {

    private static final String PROOF = ".tlog-proof";

    private final List<Proof> proofs = new ArrayList<>();
    private final List<Path> unusable = new ArrayList<>();
    private final Map<Long, Shown> shown = new TreeMap<>();
    private final List<Fork> forks = new ArrayList<>();

    /** @param name of the receipt or delivery, which is its file's name */
    record Proof(String name, long index, byte[] leaf) {}

    /** A head that the hub has shown and signed. @param name of a receipt or delivery that came with it */
    record Shown(String name, Checkpoint head) {}

    /** Two heads of one size with different roots, both signed by the log. */
    record Fork(Shown one, Shown other) {}

    private KeptProofs() {}

    static KeptProofs read(Path agencyFolder, TrustAnchors trust) throws IOException {
        KeptProofs kept = new KeptProofs();
        for (String folder : List.of("receipts", "received")) {
            Path root = agencyFolder.resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(PROOF))
                            .sorted()
                            .toList()) {
                        kept.add(file, trust);
                    }
                }
            }
        }
        return kept;
    }

    private void add(Path file, TrustAnchors trust) throws IOException {
        String name = file.getFileName().toString().replace(PROOF, "");
        Path entry = file.resolveSibling(name + ".entry");
        try {
            InclusionProof proof = InclusionProof.parse(Files.readString(file));
            byte[] bytes = Files.readAllBytes(entry);
            if (!isSigned(proof.checkpoint(), trust) || !proof.holdsFor(bytes)) {
                unusable.add(file);
                return;
            }
            proofs.add(new Proof(name, proof.index(), Merkle.leafHash(bytes)));
            show(new Shown(name, proof.checkpoint()));
        } catch (IllegalArgumentException | IOException e) {
            unusable.add(file);
        }
    }

    private void show(Shown now) {
        Shown before = shown.putIfAbsent(now.head().size(), now);
        if (before != null && !before.head().isSameHead(now.head())) {
            forks.add(new Fork(before, now));
        }
    }

    private static boolean isSigned(Checkpoint checkpoint, TrustAnchors trust) {
        return trust.logs().stream().anyMatch(log -> checkpoint.verify(log.vkey()) == SignatureState.TRUE);
    }

    List<Proof> all() {
        return proofs;
    }

    /** Files that prove nothing, because they are damaged or of a log that is not trusted. */
    List<Path> unusable() {
        return unusable;
    }

    Set<Long> places() {
        Set<Long> places = new HashSet<>();
        proofs.forEach(proof -> places.add(proof.index()));
        return places;
    }

    /** Every head that the hub has shown to this agency, the smallest first. */
    Collection<Shown> shown() {
        return shown.values();
    }

    List<Fork> forks() {
        return forks;
    }
}
