package dev.comity.broker;

import java.io.IOException;
import java.nio.file.Path;

/** The broker's users, one an agency: salted, slow hashes of their passwords under {@code hub/users/}. */
public final class BrokerUsers {

    private BrokerUsers() {}

    /** Adds or replaces one agency's password; durable. */
    public static void register(Path hubFolder, String agency, char[] password) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
