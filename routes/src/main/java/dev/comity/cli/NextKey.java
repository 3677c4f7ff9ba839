package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyRequest;
import dev.comity.directory.KeyUse;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code keys/USE.next.pem}: a key that will take the place of {@code keys/USE.pem}, and the request for it beside it. */
final class NextKey {

    private final Path folder;
    private final String agency;
    private final KeyUse use;
    private String kid = "";

    NextKey(Path folder, String agency, KeyUse use) {
        this.folder = folder;
        this.agency = agency;
        this.use = use;
    }

    /** Where the key in use lies. */
    Path file() {
        return folder.resolve(use.code() + ".pem");
    }

    private Path next() {
        return folder.resolve(use.code() + ".next.pem");
    }

    Path requestFile() {
        return folder.resolve(use.code() + ".request.jwt");
    }

    /** Thumbprint; known once it was requested. */
    String kid() {
        return kid;
    }

    /** Makes what is missing. @param signer which of the agency's keys signs the request @return what there is now */
    String request(KeyUse signer, Instant now) throws CommandFailed, IOException {
        SigningKey current = key(folder.resolve(signer.code() + ".pem"));
        if (!Files.exists(next())) {
            Path fresh = DurableFile.fresh(next());
            Files.deleteIfExists(fresh);
            SigningKey.generate(KeyAlgorithm.ED25519).write(fresh);
            DurableFile.settle(fresh, next());
        }
        SigningKey key = SigningKey.read(next());
        kid = key.verificationKey().kid();
        DurableFile.write(
                requestFile(), KeyRequest.sign(agency, use, key, current, now).jws() + "\n");
        return "for key %s, signed by %s"
                .formatted(kid, current.verificationKey().kid());
    }

    private static SigningKey key(Path pem) throws CommandFailed {
        try {
            return SigningKey.read(pem);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s cannot be read. Nothing was done; the command runs as the agency's own user.".formatted(pem),
                    e);
        }
    }

    boolean isCertified(Directory directory, Instant now) {
        return directory
                .key(kid)
                .filter(key -> key.agency().equals(agency) && key.use() == use && key.validAt(now))
                .isPresent();
    }

    /** The new key stands in the place of the old one, of which nothing is left; durable on return. */
    void use() throws IOException {
        Files.deleteIfExists(requestFile());
        DurableFile.settle(next(), file());
    }
}
