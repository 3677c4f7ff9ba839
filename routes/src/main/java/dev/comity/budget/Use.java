package dev.comity.budget;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One thing that counts, as one line of the file of uses: {@code 1 <epoch second> <group> <id>}.
 *
 * @param time when it was answered, whole seconds
 * @param group keyed token of what is counted: answers about one subject from one field, subjects of one consumer, requests
 * @param id what makes it one and not two: a delivery, a subject, a request; counted once however often it is written
 */
record Use(Instant time, String group, String id) {

    private static final String VERSION = "1";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,100}");

    Use {
        time = Instant.ofEpochSecond(time.getEpochSecond());
        if (!TOKEN.matcher(group).matches() || !TOKEN.matcher(id).matches()) {
            throw new IllegalArgumentException("a use is counted by tokens");
        }
    }

    String line() {
        return String.join(" ", VERSION, Long.toString(time.getEpochSecond()), group, id);
    }

    /** @throws IllegalArgumentException for a line of another form or version */
    static Use parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("not a use of version " + VERSION);
        }
        return new Use(Instant.ofEpochSecond(Long.parseLong(parts[1])), parts[2], parts[3]);
    }
}
