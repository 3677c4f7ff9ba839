package dev.comity.agency;

import dev.comity.crypto.PseudonymKey;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.KeyUse;
import dev.comity.sealing.AgencySecret;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The private keys in an agency's {@code keys/}. They never leave it; its text form holds none of them. */
public final class AgencyKeys {

    private final SigningKey seal;
    private final SigningKey ack;
    private final Optional<SigningKey> witness;
    private final PseudonymKey pseudonym;
    private final AgencySecret secret;

    private AgencyKeys(
            SigningKey seal,
            SigningKey ack,
            Optional<SigningKey> witness,
            PseudonymKey pseudonym,
            AgencySecret secret) {
        this.seal = seal;
        this.ack = ack;
        this.witness = witness;
        this.pseudonym = pseudonym;
        this.secret = secret;
    }

    /**
     * Reads the keys to seal, to acknowledge and, where the agency is a witness, to cosign: {@code seal.pem}, or {@code seal.p12} under the
     * password in {@code p12.password}, and so on; and pseudonym.pem. Makes own.secret where it is missing.
     *
     * @throws AgencyView.NotReady if a signing key is not the one that the registrar certified for its use
     */
    static AgencyKeys load(Path folder, String agency, Directory directory, Instant now)
            throws IOException, AgencyView.NotReady {
        AgencyKeys keys = new AgencyKeys(
                read(folder, KeyUse.SEAL),
                read(folder, KeyUse.ACK),
                witness(folder),
                PseudonymKey.read(folder.resolve("pseudonym.pem")),
                AgencySecret.readOrMake(Files.createDirectories(folder).resolve("own.secret")));
        List<Problem> problems = new ArrayList<>();
        check(keys.seal, KeyUse.SEAL, agency, directory, now, problems);
        check(keys.ack, KeyUse.ACK, agency, directory, now, problems);
        keys.witness.ifPresent(key -> check(key, KeyUse.WITNESS, agency, directory, now, problems));
        AgencyView.NotReady.require(problems);
        return keys;
    }

    /** Those that another may replace while the agency runs. */
    static List<Path> replaceable(Path folder) {
        return Stream.of(KeyUse.SEAL, KeyUse.ACK)
                .flatMap(use -> Stream.of(".pem", ".p12").map(kind -> folder.resolve(use.code() + kind)))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Optional<SigningKey> witness(Path folder) throws IOException {
        boolean there = Files.exists(file(folder, KeyUse.WITNESS));
        return there ? Optional.of(read(folder, KeyUse.WITNESS)) : Optional.empty();
    }

    /** Where a key is in both forms, nobody could say which one counts. */
    private static Path file(Path folder, KeyUse use) throws IOException {
        Path pem = folder.resolve(use.code() + ".pem");
        Path p12 = folder.resolve(use.code() + ".p12");
        if (Files.exists(pem) && Files.exists(p12)) {
            throw new IOException(pem + " and " + p12 + ": one of them was expected; move the other away");
        }
        return Files.exists(p12) ? p12 : pem;
    }

    private static SigningKey read(Path folder, KeyUse use) throws IOException {
        Path file = file(folder, use);
        if (file.toString().endsWith(".pem")) {
            return SigningKey.read(file);
        }
        String password = Files.readString(folder.resolve("p12.password")).strip();
        return SigningKey.readPkcs12(file, password.toCharArray());
    }

    private static void check(
            SigningKey key, KeyUse use, String agency, Directory directory, Instant now, List<Problem> problems) {
        boolean certified = directory
                .key(key.verificationKey().kid())
                .filter(held -> held.agency().equals(agency) && held.use() == use && held.validAt(now))
                .isPresent();
        if (!certified) {
            problems.add(Problem.error(
                    "keys/" + use.code() + ".pem",
                    0,
                    0,
                    "no registrar's statement in the directory certifies this key for '" + agency + "' and use '"
                            + use.code() + "' now: the hub would refuse what it signs"));
        }
    }

    public SigningKey seal() {
        return seal;
    }

    public SigningKey ack() {
        return ack;
    }

    /** Empty where the agency is no witness. */
    public Optional<SigningKey> witness() {
        return witness;
    }

    public PseudonymKey pseudonym() {
        return pseudonym;
    }

    public AgencySecret secret() {
        return secret;
    }
}
