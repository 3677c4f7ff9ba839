package dev.comity.agreement;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How often an agreement answers: against finding out a value by many predicates over it, and against trying out numbers.
 *
 * @param kind what is counted
 * @param most so many within the period, and no more
 * @param per {@link Duration} or {@link Period} before now
 */
public record Limit(Kind kind, int most, TemporalAmount per) {

    /** What a limit counts; written in lower case. */
    public enum Kind {
        /** Answers about one subject from one source field, over all agreements of the consumer. */
        ANSWERS,
        /** Different subjects that the consumer asks about. */
        SUBJECTS,
        /** Requests under this agreement. */
        REQUESTS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code().equals(code))
                    .findFirst();
        }

        static List<String> codes() {
            return Arrays.stream(values()).map(Kind::code).toList();
        }
    }

    public Limit {
        if (most < 1 || !(per instanceof Duration || per instanceof Period)) {
            throw new IllegalArgumentException("a limit is at least 1 in a duration or a period");
        }
    }

    /** The beginning of the period that ends now, in the hub's zone. */
    public Instant since(Instant now, ZoneId zone) {
        return now.atZone(zone).minus(per).toInstant();
    }
}
