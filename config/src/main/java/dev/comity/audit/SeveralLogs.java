package dev.comity.audit;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Report;
import dev.comity.directory.TrustAnchors;
import dev.comity.directory.TrustAnchors.TrustedLog;
import dev.comity.log.JointCheck;
import dev.comity.log.KnownCheckpoint;
import dev.comity.log.LogVerifier;
import dev.comity.log.LogVerifier.LogVerdict;
import dev.comity.log.LogVerifier.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The logs of a hub's nodes, each for itself and all together. */
final class SeveralLogs {

    /** Every log that the trust file names is there, once. */
    static final String COMPLETE = "logs.complete";

    private SeveralLogs() {}

    /**
     * @param folders at least two
     * @param against checkpoints that the auditor has from elsewhere; each is held against the log of its origin
     * @throws CommandFailed if a log cannot be read
     */
    static Answer verify(List<Path> folders, TrustAnchors trust, List<KnownCheckpoint> against, LongConsumer progress)
            throws CommandFailed {
        try {
            return answer(folders, verdicts(folders, trust, against, progress), trust, against);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Not checked: a log cannot be read (%s).".formatted(e.getMessage()), e);
        }
    }

    /** @param joint what they say together */
    private record Verdicts(List<LogVerdict> each, List<LogVerifier.Check> joint) {}

    private static Verdicts verdicts(
            List<Path> folders, TrustAnchors trust, List<KnownCheckpoint> against, LongConsumer progress)
            throws IOException {
        try (JointCheck joint =
                new JointCheck(folders.stream().map(Path::toString).toList())) {
            List<LogVerdict> each = new ArrayList<>();
            for (int i = 0; i < folders.size(); i++) {
                Path folder = folders.get(i);
                int log = i;
                String origin = LogSubject.origin(folder);
                List<KnownCheckpoint> own = against.stream()
                        .filter(known -> known.checkpoint().origin().equals(origin))
                        .toList();
                each.add(LogVerifier.verify(
                        folder,
                        trust,
                        new Terms(own, () -> joint.gathering(log, new AuditRules(trust, LogEvidence.in(folder))), true),
                        progress));
            }
            return new Verdicts(each, joint.checks());
        }
    }

    private static Answer answer(
            List<Path> folders, Verdicts verdicts, TrustAnchors trust, List<KnownCheckpoint> against) {
        List<Report.Item> items = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            String folder = folders.get(i).toString();
            verdicts.each().get(i).checks().stream()
                    .map(Answer::item)
                    .map(item -> new Report.Item(
                            item.id(), item.status(), item.detail(), (folder + " " + item.location()).strip()))
                    .forEach(items::add);
        }
        verdicts.joint().stream().map(Answer::item).forEach(items::add);
        items.add(complete(verdicts.each(), trust));
        items.addAll(ofOtherLogs(verdicts.each(), against));
        long entries = verdicts.each().stream().mapToLong(LogVerdict::entries).sum();
        String origins = verdicts.each().stream().map(LogVerdict::origin).collect(Collectors.joining(", "));
        return new Answer("logs %s  %,d entries together".formatted(origins, entries), items, OptionalLong.empty());
    }

    /** A checkpoint that was held against nothing says nothing. */
    private static List<Report.Item> ofOtherLogs(List<LogVerdict> verdicts, List<KnownCheckpoint> against) {
        List<String> given = verdicts.stream().map(LogVerdict::origin).toList();
        return against.stream()
                .filter(known -> !given.contains(known.checkpoint().origin()))
                .map(known -> new Report.Item(
                        LogVerifier.AGAINST, "unknown", "is a checkpoint of a log that was not given", known.name()))
                .toList();
    }

    private static Report.Item complete(List<LogVerdict> verdicts, TrustAnchors trust) {
        List<String> given = verdicts.stream().map(LogVerdict::origin).toList();
        if (given.stream().distinct().count() < given.size()) {
            return new Report.Item(COMPLETE, "fail", "one log was given in two folders", "");
        }
        List<String> missing = trust.logs().stream()
                .map(TrustedLog::origin)
                .filter(origin -> !given.contains(origin))
                .toList();
        return missing.isEmpty()
                ? new Report.Item(COMPLETE, "pass", "every log that the trust file names", "")
                : new Report.Item(COMPLETE, "unknown", "the trust file names also " + String.join(", ", missing), "");
    }
}
