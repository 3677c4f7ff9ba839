package dev.comity.adapter;

import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Signs what a sink sends to a webhook, as Standard Webhooks describe: HMAC-SHA256 over id, time and body. */
public final class Webhook {

    /** Under this name every route finds it. */
    public static final String NAME = "webhook";

    private final Clock clock;

    public Webhook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sets {@code webhook-id} (the delivery id), {@code webhook-timestamp} (whole seconds) and {@code webhook-signature}
     * ({@code v1,<Base64>}).
     *
     * @param secret Base64
     */
    public void sign(Exchange exchange, String secret) {
        Message message = exchange.getMessage();
        String id = message.getHeader("comityDelivery", String.class);
        long time = clock.instant().getEpochSecond();
        message.setHeader("webhook-id", id);
        message.setHeader("webhook-timestamp", Long.toString(time));
        message.setHeader("webhook-signature", "v1," + signature(secret, id, time, message.getBody(String.class)));
    }

    static String signature(String secret, String id, long time, String body) {
        byte[] signed = (id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(Crypto.hmacSha256(Base64.getDecoder().decode(secret), signed));
    }
}
