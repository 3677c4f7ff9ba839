package dev.comity.broker;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
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

    private static final int PASSWORD_BYTES = 32;

    private BrokerUsers() {}

    /**
     * Adds or replaces one agency's password; durable.
     *
     * @throws IllegalArgumentException if the password is too short to have been made at random, or the name is no slug
     */
    public static void register(Path hubFolder, String agency, char[] password) throws IOException {
        write(hubFolder, slug(agency), password);
    }

    /** What the broker stores of a password: salted, and of no use to whoever reads it. */
    public static String hash(char[] password) {
        return PasswordHash.of(password).text();
    }

    /**
     * As {@link #register}, for an agency that keeps its password to itself.
     *
     * @param hash what {@link #hash} gave
     * @throws IllegalArgumentException if it is none, or the name is no slug
     */
    public static void registerHash(Path hubFolder, String agency, String hash) throws IOException {
        place(
                hubFolder.resolve("users").resolve(slug(agency)),
                PasswordHash.parse(hash).text());
    }

    /**
     * Lets the hub in where it comes from another process: with the password that the file holds, or with a new one that is written
     * there, readable by its owner alone. A hub that is registered already stays as it is.
     */
    static void letTheHubIn(Path hubFolder, Path passwordFile) throws IOException {
        if (findHub(hubFolder).isPresent()) {
            return;
        }
        if (!Files.exists(passwordFile)) {
            place(passwordFile, Base64Url.encode(Crypto.random(PASSWORD_BYTES)));
        }
        write(
                hubFolder,
                BrokerSecurity.HUB,
                Files.readString(passwordFile).strip().toCharArray());
    }

    private static void write(Path hubFolder, String user, char[] password) throws IOException {
        place(
                hubFolder.resolve("users").resolve(user),
                PasswordHash.of(password).text());
    }

    private static void place(Path file, String line) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path written = file.resolveSibling("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(written);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(written, NEW_FILE, ownerOnly)) {
            channel.write(StandardCharsets.UTF_8.encode(line + "\n"));
            channel.force(true);
        }
        // A reader sees the old line or the new one, never half of either.
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** The stored hash of an agency's password; empty for an agency that never registered or a name that is no slug. */
    static Optional<PasswordHash> find(Path hubFolder, String agency) throws IOException {
        return SLUG.matcher(agency).matches() ? read(hubFolder, agency) : Optional.empty();
    }

    /** The stored hash of the hub's own password; empty where it comes from inside the broker's process. */
    static Optional<PasswordHash> findHub(Path hubFolder) throws IOException {
        return read(hubFolder, BrokerSecurity.HUB);
    }

    /** Which file holds a user's password now; another one as soon as the password is replaced. */
    record Version(Object file, FileTime changed, long size) {

        private static Version of(BasicFileAttributes attributes) {
            return new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }

    /** Empty for a user who never registered. */
    static Optional<Version> version(Path hubFolder, String user) throws IOException {
        try {
            return Optional.of(Version.of(
                    Files.readAttributes(hubFolder.resolve("users").resolve(user), BasicFileAttributes.class)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<PasswordHash> read(Path hubFolder, String user) throws IOException {
        try {
            return Optional.of(PasswordHash.parse(
                    Files.readString(hubFolder.resolve("users").resolve(user)).strip()));
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
