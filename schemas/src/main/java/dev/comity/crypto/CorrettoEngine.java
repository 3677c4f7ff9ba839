package dev.comity.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider: native code, present only where its library loads. */
final class CorrettoEngine {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String ED_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private CorrettoEngine() {}

    /** Empty where the class, its native library or its self-test is missing. */
    static Optional<SignatureEngine> load() {
        try {
            // Read once, when the provider's class loads: without it Ed25519 keys cannot be imported.
            System.setProperty(ED_KEYS, "true");
            Class<?> type = Class.forName(PROVIDER);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(provider);
            KeyFactory.getInstance("Ed25519", provider);
            return Optional.of(new ProviderEngine("Amazon Corretto Crypto Provider", provider));
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            return Optional.empty();
        }
    }
}
