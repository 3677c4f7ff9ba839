package dev.comity.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message from the hub, unverified.
 *
 * @param contentType what it says that it is, or empty text
 * @param body empty text where it is no text
 * @param group of its order key; empty where it has none
 */
public record IncomingMessage(
        String contentType,
        String body,
        Optional<String> entry,
        Optional<String> proof,
        Optional<String> group,
        Taken taken) {

    /** Of no group. */
    public IncomingMessage(
            String contentType, String body, Optional<String> entry, Optional<String> proof, Taken taken) {
        this(contentType, body, entry, proof, Optional.empty(), taken);
    }

    /** Tells the broker that the message is consumed; counts with the session's commit. */
    @FunctionalInterface
    public interface Taken {
        void confirm() throws Exception;
    }

    public Optional<byte[]> entryBytes() {
        return entry.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
