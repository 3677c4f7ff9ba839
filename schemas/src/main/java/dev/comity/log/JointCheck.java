package dev.comity.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.log.LogVerifier.Check;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the logs of several hub nodes must say together: the submissions of a key form one chain over all of them, and a delivery that
 * two of them hold, because one node fell between log and delivery, has one content. Content is everything but what follows from the
 * place in a log: time, number, and the configuration and program of the node.
 *
 * <p>Memory: about 70 bytes a submission; deliveries are sorted in temporary files.
 */
public final class JointCheck implements Closeable {

    /** One delivery id has one content in all logs. */
    public static final String DELIVERIES = "logs.deliveries";
    /** Submission statements form one chain a key over all logs. */
    public static final String SUBMISSIONS = "logs.submissions";

    private static final Set<String> OF_THE_PLACE = Set.of("time", "iat", "seq", "config", "engine");
    private static final int PLACE_BITS = 48;

    private final List<String> names;
    private final List<OneLog> logs = new ArrayList<>();
    private final Findings findings = new Findings();

    /** @param names of the logs, for messages */
    public JointCheck(List<String> names) {
        this.names = List.copyOf(names);
        names.forEach(name -> logs.add(new OneLog()));
    }

    private static final class OneLog {
        private final DeliveryLines deliveries = new DeliveryLines();
        private final JointSubmissions submissions = new JointSubmissions();
    }

    /**
     * Rules that also gather what is compared; a new pass over the log begins anew.
     *
     * @param log number of its name
     * @throws UncheckedIOException if a temporary file of the pass before cannot be closed
     */
    public EntryRules gathering(int log, EntryRules rules) {
        closeLines(logs.get(log));
        OneLog gathered = new OneLog();
        logs.set(log, gathered);
        return new EntryRules() {
            @Override
            public void see(long index, Entry entry) throws IOException {
                gather(gathered, (long) log << PLACE_BITS | index, entry);
                rules.see(index, entry);
            }

            @Override
            public List<Check> checks() {
                return rules.checks();
            }

            @Override
            public OptionalLong firstUntrusted() {
                return rules.firstUntrusted();
            }
        };
    }

    private static void gather(OneLog log, long place, Entry entry) throws IOException {
        log.submissions.see(place, entry);
        if (entry.kind() == Entry.Kind.RELEASED) {
            log.deliveries.add(
                    DeliveryLine.of(EntryText.of(entry.json(), "delivery"), place, content(entry.json()), true, 0));
        }
    }

    /** Without what two nodes may say differently of one delivery. */
    private static byte[] content(ObjectNode entry) {
        var members = new TreeMap<String, JsonNode>();
        entry.fields().forEachRemaining(member -> {
            if (!OF_THE_PLACE.contains(member.getKey())) {
                members.put(member.getKey(), member.getValue());
            }
        });
        ObjectNode content = Json.object();
        members.forEach(content::set);
        return Json.bytes(content);
    }

    /** After the last log. */
    public List<Check> checks() throws IOException {
        long twice = deliveries();
        JointSubmissions all = new JointSubmissions();
        logs.forEach(log -> all.addAll(log.submissions));
        all.judge((place, detail) -> fail(SUBMISSIONS, place, detail));
        return List.of(
                findings.check(
                        DELIVERIES, "%d deliveries are in more than one log, each with one content".formatted(twice)),
                findings.check(
                        SUBMISSIONS,
                        "%d statements under %d keys, each key's in one chain".formatted(all.count(), all.keys())));
    }

    private long deliveries() throws IOException {
        try (DeliveryLines all = new DeliveryLines()) {
            for (OneLog log : logs) {
                List<IOException> failed = new ArrayList<>();
                log.deliveries.forEach(line -> {
                    try {
                        all.add(line);
                    } catch (IOException e) {
                        failed.add(e);
                    }
                });
                if (!failed.isEmpty()) {
                    throw failed.get(0);
                }
            }
            Repeats repeats = new Repeats();
            all.forEach(repeats::see);
            return repeats.count;
        }
    }

    private final class Repeats {
        private DeliveryLine first;
        private long count;

        void see(DeliveryLine line) {
            if (first == null || !first.sameDelivery(line)) {
                first = line;
                return;
            }
            count += logOf(first.index()) == logOf(line.index()) ? 0 : 1;
            if (!first.sameContent(line)) {
                fail(
                        DELIVERIES,
                        line.index(),
                        "a delivery id that %s has with another content".formatted(name(first.index())));
            }
        }
    }

    private static int logOf(long place) {
        return (int) (place >>> PLACE_BITS);
    }

    private String name(long place) {
        return "%s entry %d".formatted(names.get(logOf(place)), place & (1L << PLACE_BITS) - 1);
    }

    private void fail(String check, long place, String detail) {
        findings.add(check, name(place), detail, place & (1L << PLACE_BITS) - 1);
    }

    private static void closeLines(OneLog log) {
        try {
            log.deliveries.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        logs.forEach(JointCheck::closeLines);
    }
}
