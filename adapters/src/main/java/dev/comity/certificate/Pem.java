package dev.comity.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Text of RFC 7468 with one block. */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String REQUEST = "CERTIFICATE REQUEST";

    private static final int MAX_BYTES = 64 * 1024;

    private Pem() {}

    static String text(String label, byte[] content) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, content));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException where the text holds no such block first */
    static byte[] parse(String text, String label) {
        if (text.length() > MAX_BYTES) {
            throw new IllegalArgumentException("too long for a block '" + label + "'");
        }
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject block = reader.readPemObject();
            if (block == null || !block.getType().equals(label)) {
                throw new IllegalArgumentException("a PEM block '" + label + "' was expected");
            }
            return block.getContent();
        } catch (IOException e) {
            throw new IllegalArgumentException("a PEM block '" + label + "' was expected");
        }
    }
}
