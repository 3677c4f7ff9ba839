package dev.comity.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.config.Configuration;
import dev.comity.log.Entry;
import dev.comity.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which logged releases would differ under another configuration, as far as the log's names of fields tell. The log holds no
 * value, so it does not tell whether a changed condition would hold, nor whether a record had a field that was not released.
 *
 * @param releases logged releases that were looked at
 * @param differing those that would or may differ, in the order of the log
 */
public record LogReplay(long releases, List<Difference> differing) {

    public LogReplay {
        differing = List.copyOf(differing);
    }

    /**
     * One logged release that would or may differ.
     *
     * @param index of its entry
     * @param withheld fields that were released, and would not be
     * @param mayRelease fields that were not released, and would be if the record had them
     * @param unknown whether the agreement's conditions have changed, so that nobody can tell from the log
     */
    public record Difference(
            long index,
            String exchange,
            String agreement,
            Set<String> withheld,
            Set<String> mayRelease,
            boolean unknown) {}

    /** @throws IOException if the log cannot be read */
    public static LogReplay of(Path log, Configuration old, Configuration fresh) throws IOException {
        Replaying replaying = new Replaying(old, fresh);
        LogReader reader = LogReader.open(log);
        reader.forEach(0, reader.checkpoint().size(), replaying::see);
        return new LogReplay(replaying.releases, replaying.found);
    }

    private static final class Replaying {

        private final Map<String, Agreement> oldByDigest;
        private final Configuration fresh;
        private final List<Difference> found = new ArrayList<>();
        private long releases;

        Replaying(Configuration old, Configuration fresh) {
            this.oldByDigest = old.agreements().stream()
                    .collect(Collectors.toMap(Agreement::digest, Function.identity(), (a, b) -> a));
            this.fresh = fresh;
        }

        void see(long index, byte[] bytes) {
            Entry entry = Entry.parse(bytes);
            if (entry.kind() != Entry.Kind.RELEASED) {
                return;
            }
            releases++;
            String id = entry.json().path("agreement").asText();
            LocalDate day = LocalDate.ofInstant(entry.time(), fresh.hub().zone());
            Set<String> released = paths(entry.json().path("released"), "");
            Set<String> notReleased = paths(entry.json().path("withheld"), "not-released");
            Optional<Agreement> now = speaking(id, day);
            Set<String> next = now.map(Replaying::released).orElse(Set.of());
            Set<String> withheld = new TreeSet<>(released);
            withheld.removeAll(next);
            Set<String> more = new TreeSet<>(notReleased);
            more.retainAll(next);
            Optional<Agreement> before = Optional.ofNullable(
                    oldByDigest.get(entry.json().path("agreementDigest").asText()));
            boolean unknown = now.isPresent() && !sameConditions(before, now.get());
            if (!withheld.isEmpty() || !more.isEmpty() || unknown) {
                String exchange = entry.json().path("exchange").asText();
                found.add(new Difference(index, exchange, id, withheld, more, unknown));
            }
        }

        private Optional<Agreement> speaking(String id, LocalDate day) {
            return fresh.agreements().stream()
                    .filter(one -> one.id().equals(id) && one.validOn(day))
                    .max(Comparator.comparingInt(Agreement::version));
        }

        private static Set<String> released(Agreement agreement) {
            return agreement.release().stream().map(path -> path.value()).collect(Collectors.toSet());
        }

        private static boolean sameConditions(Optional<Agreement> before, Agreement now) {
            return before.isPresent()
                    && source(before.get().when()).equals(source(now.when()))
                    && source(before.get().jurisdiction()).equals(source(now.jurisdiction()));
        }

        private static String source(Optional<Condition> condition) {
            return condition.map(one -> one.source()).orElse("");
        }

        private static Set<String> paths(JsonNode fields, String rule) {
            Set<String> paths = new TreeSet<>();
            for (JsonNode field : fields) {
                if (rule.isEmpty() || field.path("rule").asText().equals(rule)) {
                    paths.add(field.path("path").asText());
                }
            }
            return paths;
        }
    }
}
