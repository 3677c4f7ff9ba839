package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When entries were written, as witnesses saw it and not as the hub says: each lies between two cosigned checkpoints, those in
 * {@code witnessed/} and the newest. An entry that claims another time is false. Where the interval is wide, because nothing was
 * logged for long, the claim is believed only if it is close to the moment at which witnesses saw the entry.
 */
final class WitnessTimes implements RootWatch {

    static final Duration WIDE = Duration.ofMinutes(10);
    /** How far clocks of hub and witnesses may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Path folder;
    private final Checkpoint newest;
    private final TrustAnchors trust;
    private final Findings findings;
    private final long[] sizes;
    private final Map<Long, byte[]> awaitedRoots = new HashMap<>();
    private int next;
    private Optional<WitnessMark> before = Optional.empty();
    private Optional<WitnessMark> after = Optional.empty();
    private boolean started;
    private Instant firstTime = Instant.MAX;
    private long vouchedFor;
    private long marks;
    private long wide;
    private long unwitnessed;

    WitnessTimes(Path log, Checkpoint newest, TrustAnchors trust, Findings findings) throws IOException {
        this.folder = log.resolve("witnessed");
        this.newest = newest;
        this.trust = trust;
        this.findings = findings;
        this.sizes = trust.quorum() == 0 ? new long[0] : sizes(folder, newest.size());
    }

    private static long[] sizes(Path folder, long below) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new long[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                    .mapToLong(Long::parseLong)
                    .filter(size -> size < below)
                    .sorted()
                    .toArray();
        }
    }

    /** @param time that the entry claims */
    void see(long index, Instant time) throws IOException {
        if (trust.quorum() == 0) {
            return;
        }
        if (!started) {
            started = true;
            firstTime = time;
            after = nextMark();
        }
        while (after.isPresent() && after.get().size() <= index) {
            before = after;
            after = nextMark();
        }
        if (after.isEmpty()) {
            unwitnessed++;
        }
        judge(index, time);
    }

    private void judge(long index, Instant time) {
        Instant earliest = before.map(WitnessMark::earliest).orElse(firstTime);
        if (time.isBefore(earliest.minus(SKEW))) {
            wrong(index, "claims %s, when witnesses had not seen it yet at %s".formatted(time, earliest));
        }
        if (after.isPresent()) {
            Instant latest = after.get().latest();
            if (time.isAfter(latest.plus(SKEW))) {
                wrong(index, "claims %s, and witnesses had seen it at %s".formatted(time, latest));
            }
            // Nothing logged for an hour makes an interval of an hour; the claim then says that it came at its end.
            boolean narrow = Duration.between(earliest, latest).compareTo(WIDE) <= 0;
            boolean atItsEnd = Duration.between(time, latest).compareTo(WIDE) <= 0;
            wide += narrow || atItsEnd ? 0 : 1;
        }
    }

    /** The next checkpoint that enough witnesses cosigned; the newest is the last. */
    private Optional<WitnessMark> nextMark() throws IOException {
        while (next < sizes.length) {
            Optional<WitnessMark> mark = kept(sizes[next++]);
            if (mark.isPresent()) {
                marks++;
                awaitedRoots.put(mark.get().size(), mark.get().checkpoint().root());
                return mark;
            }
        }
        boolean isLast = next++ == sizes.length;
        return isLast ? WitnessMark.of(newest, trust) : Optional.empty();
    }

    private Optional<WitnessMark> kept(long size) throws IOException {
        Path file = folder.resolve(Long.toString(size));
        byte[] note = StoredTiles.read(file, SignedNote.MAX_LENGTH).orElse(new byte[0]);
        try {
            Checkpoint checkpoint = Checkpoint.parse(new String(note, StandardCharsets.UTF_8));
            String signed = new SignatureCheck(checkpoint, trust).log().status();
            if (checkpoint.size() != size || signed.equals("fail")) {
                wrong(vouchedFor, "witnessed/%d is not a checkpoint of this size that the log signed".formatted(size));
            }
            boolean usable = checkpoint.size() == size && signed.equals("pass");
            return usable ? WitnessMark.of(checkpoint, trust) : Optional.empty();
        } catch (IllegalArgumentException e) {
            wrong(vouchedFor, "witnessed/%d is not a checkpoint: %s".formatted(size, e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public boolean wants(long size) {
        return awaitedRoots.containsKey(size);
    }

    @Override
    public void root(long size, byte[] root) {
        if (Arrays.equals(awaitedRoots.remove(size), root)) {
            vouchedFor = Math.max(vouchedFor, size);
        } else {
            wrong(vouchedFor, "a fork: witnesses cosigned other entries at size %d".formatted(size));
        }
    }

    private void wrong(long index, String detail) {
        findings.add(LogVerifier.WITNESSED_TIMES, "entry " + index, detail, index);
    }

    LogVerifier.Check check() {
        if (trust.quorum() == 0) {
            return new LogVerifier.Check(
                    LogVerifier.WITNESSED_TIMES, "skipped", "the trust file asks for no witnesses", "");
        }
        LogVerifier.Check check = findings.check(LogVerifier.WITNESSED_TIMES, passed());
        boolean open = check.status().equals("pass") && (wide > 0 || unwitnessed > 0);
        return open ? new LogVerifier.Check(check.id(), "unknown", passed(), "") : check;
    }

    private String passed() {
        String seen = after.or(() -> before)
                .map(mark -> "complete to %s, by %d witnessed checkpoints".formatted(mark.latest(), marks + 1))
                .orElse("no checkpoint was cosigned by enough witnesses");
        String late = unwitnessed == 0 ? "" : "; the last %d entries are not witnessed yet".formatted(unwitnessed);
        return wide == 0
                ? seen + late
                : "%s; when %d entries were written is open by more than 10 minutes".formatted(seen + late, wide);
    }
}
