package dev.comity.bench;

import java.util.OptionalInt;

/**
 * What is measured.
 *
 * @param records that are timed in each round
 * @param warmUp records before them, so that the hub's code is compiled
 * @param providers agencies that hand over, each at its own address
 * @param recipients agencies that each get every record
 * @param fields leaves of the record type
 * @param sizes of the records
 * @param batch most messages in one of the hub's transactions
 * @param engine crypto provider of the hub: {@code corretto}, {@code bouncycastle} or {@code jdk}; empty for the hub's choice
 * @param acknowledged whether the consumers open and acknowledge, or only receive
 * @param rounds how often all of it is measured
 * @param rate records a second that are handed over; empty for as many as the hub takes
 */
public record BenchPlan(
        int records,
        int warmUp,
        int providers,
        int recipients,
        int fields,
        RecordSizes sizes,
        int batch,
        String engine,
        boolean acknowledged,
        int rounds,
        OptionalInt rate) {

    /** Most recipients of a record. */
    public static final int MAX_RECIPIENTS = 64;

    /** Fewest leaves of a record that still has its common fields. */
    public static final int MIN_FIELDS = 10;

    /** Most leaves of a record: its disclosures stay below the hub's limit. */
    public static final int MAX_FIELDS = 1_000;

    public BenchPlan {
        if (records < 1 || warmUp < 0 || providers < 1 || rounds < 1 || batch < 1) {
            throw new IllegalArgumentException("records, providers, rounds and batch are at least 1");
        }
        if (recipients < 1 || recipients > MAX_RECIPIENTS) {
            throw new IllegalArgumentException("recipients are 1 to " + MAX_RECIPIENTS);
        }
        if (fields < MIN_FIELDS || fields > MAX_FIELDS) {
            throw new IllegalArgumentException("fields are " + MIN_FIELDS + " to " + MAX_FIELDS);
        }
        if (rate.isPresent() && rate.getAsInt() < 1) {
            throw new IllegalArgumentException("a rate is at least 1 record a second");
        }
    }

    /** The slug of a provider. @param number from 0 */
    static String provider(int number) {
        return "bench-provider-" + (number + 1);
    }

    /** The slug of a consumer. @param number from 0 */
    static String consumer(int number) {
        return "bench-consumer-" + (number + 1);
    }
}
