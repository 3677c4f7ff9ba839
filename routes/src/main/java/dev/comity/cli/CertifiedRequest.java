package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.TrustFile;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.AgencyStatement;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyRequest;
import dev.comity.directory.KeySuccession;
import dev.comity.directory.Revocation;
import dev.comity.disk.DurableFile;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The registrar's act: a request for a key becomes the next statement on its agency. */
final class CertifiedRequest {

    private CertifiedRequest() {}

    static Path registrarKey(Path data) {
        return data.resolve("registrar/registrar.pem");
    }

    /** @return the statement's file, durable @throws CommandFailed if the request is none to rely on; nothing was signed then */
    static Path certify(Path request, Path data, TrustFile trust, KeySuccession succession) throws CommandFailed {
        Directory directory = HubFolder.directory(data, trust);
        Instant now = Instant.now();
        try {
            KeyRequest asked = KeyRequest.verify(text(request), directory, now);
            requireNotRevoked(asked.signer(), data, directory, trust);
            AgencyStatement known = directory.agency(asked.agency()).orElseThrow();
            requireOwn(known, registrar(data), trust);
            AgencyStatement next = succession.next(known, asked, now, registrar(data));
            Path file = data.resolve("directory").resolve(next.agency() + "-" + next.seq() + ".jwt");
            DurableFile.write(file, next.jws() + "\n");
            return file;
        } catch (RecordRefused | IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was certified: %s.".formatted(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailed.unreadable("The request or the registrar's key", request, "Nothing was certified.");
        }
    }

    private static String text(Path request) throws IOException {
        try (var in = Files.newInputStream(request)) {
            return new String(in.readNBytes(KeyRequest.MAX_BYTES + 1), StandardCharsets.ISO_8859_1).strip();
        }
    }

    private static SigningKey registrar(Path data) throws IOException {
        return SigningKey.read(registrarKey(data));
    }

    private static void requireOwn(AgencyStatement known, SigningKey registrar, TrustFile trust) throws CommandFailed {
        var pinned = trust.anchors().registrars().get(known.registrar());
        if (pinned == null || !pinned.kid().equals(registrar.verificationKey().kid())) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Nothing was certified: '%s' is certified by the registrar '%s', whose key is not this one."
                            .formatted(known.agency(), known.registrar()));
        }
    }

    /** Whoever stole a key must not get themselves a successor of it. */
    private static void requireNotRevoked(String kid, Path data, Directory directory, TrustFile trust)
            throws CommandFailed, IOException, RecordRefused {
        Path file = data.resolve("directory/revocations").resolve(kid + ".jwt");
        if (Files.exists(file)) {
            Revocation.verify(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip(), directory, trust.anchors());
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Nothing was certified: the key that signed the request is revoked (%s). Have the agency ask with its 'agree' key."
                            .formatted(file));
        }
    }
}
