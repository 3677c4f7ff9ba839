package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The record types of this repository, read once, as of a fixed day. */
final class Repository {

    static final Path SCHEMAS = Path.of(System.getProperty("comity.home", ".."), "schemas");

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

    private static final RecordTypes TYPES = read();

    private Repository() {}

    static RecordTypes types() {
        return TYPES;
    }

    static RecordType type(String id) {
        return TYPES.find(RecordTypeId.of(id)).orElseThrow();
    }

    private static RecordTypes read() {
        List<Problem> problems = new ArrayList<>();
        try {
            RecordTypes types = RecordTypes.load(SCHEMAS, problems, CLOCK);
            assertThat(problems).isEmpty();
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
