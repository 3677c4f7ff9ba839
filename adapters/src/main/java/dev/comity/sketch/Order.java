package dev.comity.sketch;

import dev.comity.adapter.AdapterFolder.Direction;
import dev.comity.record.RecordType;
import java.util.Optional;

/**
 * What is to be drafted.
 *
 * @param id {@code <agency>/<name>}
 * @param from how the agency's system is reached
 * @param sample what its file or table holds; empty for an adapter drafted from the record type alone, and for a sink
 */
public record Order(String id, RecordType type, Direction direction, From from, Optional<SampleOf> sample) {

    /** How a system is reached. */
    public enum From {
        FILE,
        HTTP,
        JMS,
        SQL,
        AMQP
    }

    /** The agency's own file, or its table. */
    public sealed interface SampleOf permits OfFile, OfTable {}

    /** @param bytes of the file, which is not changed */
    public record OfFile(byte[] bytes) implements SampleOf {}

    /** @param table as the database names it, with its schema if need be */
    public record OfTable(String url, String user, String password, String table) implements SampleOf {}

    public Order {
        if (!id.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("an adapter's id is <agency>/<name>, both lower case");
        }
    }

    /** A parameter's name as a route writes it. */
    String parameter(String name) {
        return "{{" + id + "." + name + "}}";
    }
}
