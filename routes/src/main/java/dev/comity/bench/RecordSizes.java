package dev.comity.bench;

import java.util.List;

/**
 * How many bytes of JSON each record has: one size for all, or a mix in which most are small and few are very large.
 *
 * @param name as it is asked for
 */
public record RecordSizes(String name, List<Share> shares) {

    /** Everybody's usual record. */
    public static final int USUAL_BYTES = 1_500;

    private static final int SMALLEST_BYTES = 200;
    private static final int LARGEST_BYTES = 10_000_000;
    private static final int THOUSAND = 1_000;

    /** Of a thousand records so many have this size. */
    public record Share(int ofThousand, int bytes) {}

    /** Of 1,000 records 300 with 2 kB, 600 with 10 kB, 90 with 100 kB, 9 with 2 MB and one with almost 10 MB. */
    public static RecordSizes mix() {
        return new RecordSizes(
                "mix",
                List.of(
                        new Share(300, 2_000),
                        new Share(600, 10_000),
                        new Share(90, 100_000),
                        new Share(9, 2_000_000),
                        new Share(1, 9_900_000)));
    }

    /** @throws IllegalArgumentException for anything but {@code mix} or a number of bytes that a record can have */
    public static RecordSizes parse(String text) {
        if (text.equals("mix")) {
            return mix();
        }
        if (!text.matches("[0-9]{1,8}")) {
            throw new IllegalArgumentException("a size is 'mix' or a number of bytes");
        }
        int bytes = Integer.parseInt(text);
        if (bytes < SMALLEST_BYTES || bytes > LARGEST_BYTES) {
            throw new IllegalArgumentException(
                    "a record has %,d to %,d bytes".formatted(SMALLEST_BYTES, LARGEST_BYTES));
        }
        return new RecordSizes(text, List.of(new Share(THOUSAND, bytes)));
    }

    /** The size of a record, spread so that any thousand neighbours have the shares. @param number from 0 */
    public int of(int number) {
        // 617 and 1,000 have no divisor in common, so each thousand numbers meet every place once.
        int place = (int) (number * 617L % THOUSAND);
        for (Share share : shares) {
            place -= share.ofThousand();
            if (place < 0) {
                return share.bytes();
            }
        }
        throw new IllegalStateException("the shares of " + name + " are not a thousand in all");
    }

    /** Mean, in bytes. */
    public long mean() {
        return shares.stream()
                        .mapToLong(share -> (long) share.ofThousand() * share.bytes())
                        .sum()
                / THOUSAND;
    }
}
