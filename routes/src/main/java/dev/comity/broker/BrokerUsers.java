package dev.comity.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The broker's users, one an agency: salted hashes of their passwords under {@code hub/users/}. */
public final class BrokerUsers {

    /** Agency slugs; nothing else may become a file name or a user. */
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private static final Set<StandardOpenOption> NEW_FILE =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private BrokerUsers() {}

    /**
     * Adds or replaces one agency's password; durable.
     *
     * @throws IllegalArgumentException if the password is too short to have been made at random, or the name is no slug
     */
    public static void register(Path hubFolder, String agency, char[] password) throws IOException {
        Path users = Files.createDirectories(hubFolder.resolve("users"));
        Path written = users.resolve("." + slug(agency) + ".tmp");
        Files.deleteIfExists(written);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(written, NEW_FILE, ownerOnly)) {
            file.write(StandardCharsets.UTF_8.encode(PasswordHash.of(password).text() + "\n"));
            file.force(true);
        }
        // A reader sees the old line or the new one, never half of either.
        Files.move(written, users.resolve(agency), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(users, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** The stored hash of an agency's password; empty for an agency that never registered or a name that is no slug. */
    static Optional<PasswordHash> find(Path hubFolder, String agency) throws IOException {
        if (!SLUG.matcher(agency).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PasswordHash.parse(
                    Files.readString(hubFolder.resolve("users").resolve(agency)).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String slug(String agency) {
        if (!SLUG.matcher(agency).matches()) {
            throw new IllegalArgumentException("not an agency's slug: lower case letters, digits and hyphens");
        }
        return agency;
    }
}
