package dev.comity.chaos;

import dev.comity.directory.TrustAnchors;
import dev.comity.log.Checkpoint;
import dev.comity.log.EntryRules;
import dev.comity.log.KnownCheckpoint;
import dev.comity.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every checkpoint that a killed hub had signed, published or not: the log must go on from each of them, because a signature
 * cannot be taken back.
 */
final class Seen {

    private final Path log;
    private final TrustAnchors trust;
    private final Map<String, Checkpoint> checkpoints = new LinkedHashMap<>();

    Seen(Path log, TrustAnchors trust) {
        this.log = log;
        this.trust = trust;
    }

    /** Looks at what a dead hub left. */
    void collect() throws IOException {
        for (String file : List.of("checkpoint", "tmp/checkpoint")) {
            Path path = log.resolve(file);
            if (Files.exists(path)) {
                keep(Files.readString(path));
            }
        }
    }

    private void keep(String note) {
        try {
            Checkpoint checkpoint = Checkpoint.parse(note);
            boolean signed =
                    LogVerifier.signatures(checkpoint, trust).get(0).status().equals("pass");
            if (signed) {
                checkpoints.putIfAbsent(checkpoint.text(), checkpoint);
            }
        } catch (IllegalArgumentException torn) {
            // Half a file is no signature that anybody could show.
        }
    }

    /** @return what is wrong with the log as it lies there, or with its going on from what was seen; empty if nothing is */
    List<String> problems() throws IOException {
        if (!Files.exists(log.resolve("checkpoint"))) {
            return checkpoints.isEmpty() ? List.of() : List.of("the log is gone");
        }
        List<KnownCheckpoint> known = new ArrayList<>();
        checkpoints.values().forEach(c -> known.add(new KnownCheckpoint("size " + c.size(), c)));
        var terms = new LogVerifier.Terms(known, () -> EntryRules.NONE);
        List<String> problems = new ArrayList<>();
        for (LogVerifier.Check check :
                LogVerifier.verify(log, trust, terms, done -> {}).checks()) {
            if (check.status().equals("fail")) {
                problems.add("log: %s %s %s".formatted(check.id(), check.location(), check.detail()));
            }
        }
        return problems;
    }
}
