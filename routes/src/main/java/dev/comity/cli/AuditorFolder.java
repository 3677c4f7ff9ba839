package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.TrustFile;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.HpkeKey;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.envelope.AccessRequest;
import dev.comity.evidence.EvidenceKeys;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.hub.AccessLog;
import dev.comity.log.Checkpoint;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * What auditors alone hold: {@code audit.pem}, with which they sign requests, and the private halves of the months' keys. Through
 * it leads the only way to evidence in this program: nothing is opened before the request is proven to be in the log.
 */
final class AuditorFolder {

    private final Path folder;
    private final SigningKey key;
    private final String auditor;
    private final Directory directory;
    private final TrustFile trust;

    private AuditorFolder(Path folder, SigningKey key, String auditor, Directory directory, TrustFile trust) {
        this.folder = folder;
        this.key = key;
        this.auditor = auditor;
        this.directory = directory;
        this.trust = trust;
    }

    static AuditorFolder read(Path folder, Path data, TrustFile trust) throws CommandFailed {
        Path file = folder.resolve(AccessLog.AUDIT_KEY);
        Directory directory = HubFolder.directory(data, trust);
        try {
            SigningKey key = SigningKey.read(file);
            DirectoryKey certified = directory
                    .key(key.verificationKey().kid())
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.FAILED,
                            "Nothing was opened: no registrar certified the key %s. Have it certified for the use 'audit'."
                                    .formatted(file)));
            return new AuditorFolder(folder, key, certified.agency(), directory, trust);
        } catch (IOException e) {
            throw CommandFailed.unreadable(
                    "The auditors' key", file, "Nothing was opened; name the folder with audit.pem.");
        }
    }

    /** A request that is in the log now. */
    record Access(Jws request, AccessLog.Logged logged) {}

    /** @throws CommandFailed if it is not logged, or not proven to be; then nothing may be opened */
    Access log(
            Path data,
            AccessRequest.What what,
            Optional<String> exchange,
            Optional<String> period,
            String caseReference)
            throws CommandFailed {
        String hub = trust.anchors().hubs().keySet().stream().findFirst().orElse("");
        String id = Base64Url.encode(Crypto.random(32));
        Jws request =
                new AccessRequest(auditor, hub, Instant.now(), id, what, exchange, period, caseReference).sign(key);
        try {
            AccessLog.Logged logged =
                    new AccessLog(data, hub, directory, Clock.systemUTC()).log("request-" + id, request.compact());
            requireProven(request, logged);
            return new Access(request, logged);
        } catch (RecordRefused e) {
            throw new CommandFailed(ExitCode.FAILED, "Nothing was opened: the hub refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.SERVER,
                    "Nothing was opened: the request cannot be logged (%s), and what is not logged is not opened."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void requireProven(Jws request, AccessLog.Logged logged) throws CommandFailed {
        Checkpoint checkpoint = logged.proof().checkpoint();
        boolean signed = trust.anchors().logs().stream()
                .anyMatch(log -> checkpoint.verify(log.vkey()) == Checkpoint.SignatureState.TRUE);
        boolean holds = signed
                && logged.proof().holdsFor(logged.entry().bytes())
                && logged.entry().json().path("statement").asText().equals(AccessRequest.digest(request));
        if (!holds) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "Nothing was opened: what the hub answered does not prove that this request is in a log of %s."
                            .formatted(trust.file()));
        }
    }

    /** Whether the private half of a month's key is there. */
    boolean holds(EvidencePeriod period) {
        return Files.exists(EvidenceKeys.privateFile(folder, period));
    }

    /** The private half of a month's key. */
    HpkeKey opener(EvidencePeriod period) throws CommandFailed {
        try {
            return EvidenceKeys.holder(folder, period)
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.INDETERMINATE,
                            "Nothing was opened: %s is not there. Without it the evidence of %s is erased."
                                    .formatted(EvidenceKeys.privateFile(folder, period), period)));
        } catch (IOException e) {
            throw CommandFailed.unreadable(
                    "The month's key", EvidenceKeys.privateFile(folder, period), "Nothing was opened.");
        }
    }
}
