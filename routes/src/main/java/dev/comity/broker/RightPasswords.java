package dev.comity.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a password is a user's. The broker asks anew with each message, so that a password that was replaced opens nothing from then
 * on; what was found right is therefore remembered, for as long as the user's file is the very same. Thread-safe.
 */
final class RightPasswords {

    private final Path hubFolder;
    private final Map<String, Right> right = new ConcurrentHashMap<>();

    private record Right(BrokerUsers.Version version, byte[] password) {}

    /** @param hubFolder holds {@code users/} */
    RightPasswords(Path hubFolder) {
        this.hubFolder = hubFolder;
    }

    /**
     * False for whoever is not registered, too.
     *
     * @param user an agency's slug, or the hub
     * @throws IllegalArgumentException if what is stored is no password's hash
     */
    boolean isRight(String user, String password) throws IOException {
        // Looked at before it is read: a file that is replaced meanwhile is another one the next time.
        Optional<BrokerUsers.Version> version = BrokerUsers.version(hubFolder, user);
        if (version.isEmpty()) {
            return false;
        }
        byte[] asked = password.getBytes(StandardCharsets.UTF_8);
        Right known = right.get(user);
        if (known != null && known.version().equals(version.get()) && MessageDigest.isEqual(known.password(), asked)) {
            return true;
        }
        boolean matches = stored(user).filter(hash -> matches(password, hash)).isPresent();
        if (matches) {
            right.put(user, new Right(version.get(), asked));
        }
        return matches;
    }

    private Optional<PasswordHash> stored(String user) throws IOException {
        return BrokerSecurity.HUB.equals(user) ? BrokerUsers.findHub(hubFolder) : BrokerUsers.find(hubFolder, user);
    }

    private static boolean matches(String password, PasswordHash stored) {
        char[] characters = password.toCharArray();
        boolean right = stored.matches(characters);
        Arrays.fill(characters, ' ');
        return right;
    }
}
