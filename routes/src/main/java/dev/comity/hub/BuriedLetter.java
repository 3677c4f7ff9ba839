package dev.comity.hub;

import dev.comity.batch.DeadLetter;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.log.Merkle;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What a dead letter carries of the entry that logs it. Its id follows from the entry's place, so that it names one thing in one log. */
final class BuriedLetter {

    private BuriedLetter() {}

    /** @param origin of the log */
    static Map<String, String> properties(Placed undeliverable, String origin) {
        Map<String, String> properties = new HashMap<>();
        properties.put(DeadLetter.ID, id(undeliverable, origin));
        properties.put(DeadLetter.UNDELIVERABLE, Long.toString(undeliverable.index()));
        properties.put(DeadLetter.LOG, origin);
        properties.put(DeadLetter.PROVIDER, undeliverable.text("provider"));
        properties.put(
                DeadLetter.ATTEMPTS,
                undeliverable.entry().json().path("attempts").asText());
        properties.put(DeadLetter.SINCE, undeliverable.text("time"));
        return properties;
    }

    private static String id(Placed undeliverable, String origin) {
        String place = "comity-dead/1\n%s\n%d\n%s\n"
                .formatted(
                        origin,
                        undeliverable.index(),
                        Base64Url.encode(Merkle.leafHash(undeliverable.entry().bytes())));
        return HexFormat.of().formatHex(Crypto.sha256(place.getBytes(StandardCharsets.UTF_8)));
    }
}
