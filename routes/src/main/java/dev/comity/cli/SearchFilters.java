package dev.comity.cli;

import dev.comity.crypto.Base64Url;
import dev.comity.index.Search;
import dev.comity.yaml.Suggestion;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The conditions of a search; all that are given must hold. */
final class SearchFilters {

    @Option(names = "--field", paramLabel = "PATH", description = "Released field, or the object it is part of.")
    private Optional<String> field = Optional.empty();

    @Option(names = "--to", paramLabel = "AGENCY", description = "Consumer.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--from-agency", paramLabel = "AGENCY", description = "Provider.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--agency", paramLabel = "AGENCY", description = "Provider or consumer.")
    private Optional<String> agency = Optional.empty();

    @Option(names = "--record", paramLabel = "TYPE", description = "Record type, for instance death-registration/1.")
    private Optional<String> record = Optional.empty();

    @Option(names = "--agreement", paramLabel = "ID", description = "Agreement.")
    private Optional<String> agreement = Optional.empty();

    @Option(names = "--purpose", paramLabel = "CODE", description = "Purpose.")
    private Optional<String> purpose = Optional.empty();

    @Option(
            names = "--basis",
            paramLabel = "WORDS",
            description = "Kind of legal basis, or part of its instrument's name.")
    private Optional<String> basis = Optional.empty();

    @Option(names = "--exchange", paramLabel = "ID", description = "Exchange.")
    private Optional<String> exchange = Optional.empty();

    @Option(names = "--delivery", paramLabel = "ID", description = "Delivery.")
    private Optional<String> delivery = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Logged at this time or later: 2026-11-24 (UTC) or 2026-11-24T08:00:00+08:00.",
            converter = Moment.class)
    private Optional<Instant> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "Logged before this time.", converter = Moment.class)
    private Optional<Instant> until = Optional.empty();

    @Option(
            names = "--subject",
            paramLabel = "TOKEN",
            description = "Data subject, by the token that the provider computed (comity agency token); never by name.",
            converter = Token.class)
    private Optional<String> subject = Optional.empty();

    boolean asksForSubject() {
        return subject.isPresent();
    }

    Search on(Search search) {
        return search.field(field)
                .consumer(to)
                .provider(from)
                .agency(agency)
                .record(record)
                .agreement(agreement)
                .purpose(purpose)
                .basis(basis)
                .exchange(exchange)
                .delivery(delivery)
                .since(since)
                .until(until)
                .subject(subject);
    }

    /** Words that this index has never seen, so that a slip of the keyboard does not read as "nobody saw it". */
    List<String> unknown(Search search) throws SQLException {
        var unknown = new ArrayList<String>();
        List<String> paths = search.releasedPaths();
        field.filter(path -> paths.stream().noneMatch(known -> isOrHolds(path, known)))
                .ifPresent(path -> unknown.add("No delivery ever released '%s'.%s".formatted(path, near(path, paths))));
        List<String> agencies = search.agencies();
        for (Optional<String> one : List.of(to, from, agency)) {
            one.filter(slug -> !agencies.contains(slug))
                    .ifPresent(slug -> unknown.add(
                            "No agency '%s' gave or got anything.%s".formatted(slug, near(slug, agencies))));
        }
        return unknown;
    }

    private static boolean isOrHolds(String asked, String known) {
        return known.equals(asked) || known.startsWith(asked + ".") || known.startsWith(asked + "[]");
    }

    private static String near(String word, List<String> known) {
        return Suggestion.of(word, known);
    }

    /** A day in UTC, or a moment with its offset. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "a day such as 2026-11-24 or a moment such as 2026-11-24T08:00:00Z was expected");
            }
        }
    }

    /** 32 bytes in base64url. */
    static final class Token implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                if (Base64Url.decode(text).length == 32) {
                    return text;
                }
            } catch (IllegalArgumentException e) {
                // The same answer as for another length, without the text: it may be a name.
            }
            throw new TypeConversionException(
                    "a token of 43 characters as the provider computes it was expected; names and numbers are not searched");
        }
    }
}
