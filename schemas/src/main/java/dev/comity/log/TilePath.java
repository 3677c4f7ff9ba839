package dev.comity.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one tile file (C2SP tlog-tiles): {@code tile/<L>/<N>[.p/<W>]}, or {@code tile/entries/<N>[.p/<W>]} for a bundle
 * of entries.
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param index of the tile in its level, from 0
 * @param width number of hashes or entries, 1 to 256; below 256 the tile is partial
 */
record TilePath(int level, long index, int width) {

    /** Hashes or entries in a full tile. */
    static final int FULL = 256;

    /** The level of bundles of entries. */
    static final int ENTRIES = -1;

    /** How many bits of an index one level of tiles takes. */
    static final int BITS = 8;

    private static final Pattern FORM =
            Pattern.compile("tile/(entries|0|[1-9]\\d?)/((?:x\\d{3}/)*\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");
    private static final int MAX_LEVEL = 63;
    private static final int MAX_DIGITS = 18;

    TilePath {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "not a tile: level %d, index %d, width %d".formatted(level, index, width));
        }
    }

    static TilePath full(int level, long index) {
        return new TilePath(level, index, FULL);
    }

    /** Reads a path relative to the log's folder, with {@code /}; empty for every text that is not exactly a tile's name. */
    static Optional<TilePath> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        String digits = form.group(2).replaceAll("[x/]", "");
        int width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
        boolean partial = form.group(3) != null;
        if (level > MAX_LEVEL || digits.length() > MAX_DIGITS || partial && width >= FULL) {
            return Optional.empty();
        }
        var tile = new TilePath(level, Long.parseLong(digits), width);
        // Leading groups of zeros would give one tile two names.
        return tile.toString().equals(path) ? Optional.of(tile) : Optional.empty();
    }

    boolean isPartial() {
        return width < FULL;
    }

    boolean isEntries() {
        return level == ENTRIES;
    }

    /** The full tile in whose place this one stands. */
    TilePath whenFull() {
        return full(level, index);
    }

    TilePath withWidth(int newWidth) {
        return new TilePath(level, index, newWidth);
    }

    /** The folder that holds this tile's partial forms. */
    String partialsFolder() {
        return whenFull() + ".p";
    }

    /** How many hashes of this level, or entries, a tree of this size must have for the tile to exist. */
    long end() {
        return index * FULL + width;
    }

    /** The first entry below the hash, or the entry, at {@code position}. */
    long firstEntry(int position) {
        return (index * FULL + position) << (BITS * Math.max(level, 0));
    }

    /** How many complete hashes of a level, or entries, a tree has. */
    static long count(int level, long size) {
        int shift = BITS * Math.max(level, 0);
        return shift > 62 ? 0 : size >> shift;
    }

    /** Whether a tree of this size holds all that the tile would hold. */
    boolean isWithin(long size) {
        return index <= count(level, size) && end() <= count(level, size);
    }

    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder(threeDigits(index));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + threeDigits(rest) + "/");
        }
        String name = "tile/" + (isEntries() ? "entries" : Integer.toString(level)) + "/" + groups;
        return isPartial() ? name + ".p/" + width : name;
    }

    private static String threeDigits(long number) {
        return Long.toString(1000 + number % 1000).substring(1);
    }
}
