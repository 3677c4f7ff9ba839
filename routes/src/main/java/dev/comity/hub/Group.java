package dev.comity.hub;

import dev.comity.batch.Incoming;
import java.util.Optional;
import java.util.regex.Pattern;

/** The message group, a keyed hash of the order key that the sealing agency sets; anything of another form is no group. */
final class Group {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Group() {}

    static Optional<String> of(Incoming message) {
        return message.group().filter(group -> FORM.matcher(group).matches());
    }
}
