package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.directory.Directory;
import dev.comity.directory.DirectoryKey;
import dev.comity.directory.KeyUse;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code NAME.withdrawal.jwt} beside {@code NAME.yaml}: one party's word, a {@code comity-withdrawal+jws}, that it withdraws an
 * agreement. It ends that version and every one before it, for good; only a higher version that both sign again can follow.
 * Claims: {@code v, iss, iat, agreement, version}.
 *
 * @param agency that withdrew
 * @param agreement id
 * @param version the newest version that it ends
 */
public record Withdrawal(String agency, String agreement, int version, Instant at) {

    public static final String TYP = "comity-withdrawal+jws";
    private static final int MAX_BYTES = 8 * 1024;
    private static final Set<String> NAMES = Set.of("v", "iss", "iat", "agreement", "version");

    /** Where an agreement's withdrawal lies. */
    public static Path fileOf(Path agreementFile) {
        String name = agreementFile.getFileName().toString();
        return agreementFile.resolveSibling(name.replaceFirst("\\.yaml$", ".withdrawal.jwt"));
    }

    /**
     * Signs and writes a withdrawal beside the agreement, durably. The other party is not asked.
     *
     * @throws IllegalArgumentException if the agency is no party
     */
    public static void sign(Agreement agreement, String agency, SigningKey key, Instant now) throws IOException {
        if (!isParty(agreement, agency)) {
            throw new IllegalArgumentException("'" + agency + "' is no party to " + agreement.id());
        }
        ObjectNode claims = Json.object()
                .put("v", 1)
                .put("iss", agency)
                .put("iat", now.getEpochSecond())
                .put("agreement", agreement.id())
                .put("version", agreement.version());
        DurableFile.write(fileOf(agreement.file()), Jws.sign(TYP, claims, key).compact() + "\n");
    }

    private static boolean isParty(Agreement agreement, String agency) {
        return agency.equals(agreement.provider()) || agency.equals(agreement.consumer());
    }

    /**
     * Reads what lies beside an agreement.
     *
     * @return empty if it ends only versions before this one
     * @throws RecordRefused if it is no party's word: then nobody knows what is meant, and the agreement is not in force either
     */
    static Optional<Withdrawal> of(Agreement agreement, byte[] file, Directory directory) throws RecordRefused {
        Jws jws = Jws.parse(new String(file, StandardCharsets.UTF_8).strip(), MAX_BYTES);
        Withdrawal withdrawal = claims(jws.payload());
        require(
                withdrawal.agreement().equals(agreement.id()) && isParty(agreement, withdrawal.agency()),
                "the withdrawal beside it is of another agreement, or by no party to it");
        Optional<DirectoryKey> key = directory
                .key(jws.kid())
                .filter(held -> held.agency().equals(withdrawal.agency()))
                .filter(held -> held.use() == KeyUse.AGREE && held.validAt(withdrawal.at()));
        require(
                key.flatMap(DirectoryKey::key)
                        .filter(held -> jws.verify(TYP, held))
                        .isPresent(),
                "the withdrawal beside it is not signed by a key that may agree for " + withdrawal.agency());
        return Optional.of(withdrawal).filter(one -> one.version() >= agreement.version());
    }

    private static Withdrawal claims(ObjectNode payload) throws RecordRefused {
        Set<String> names = payload.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        require(
                names.equals(NAMES)
                        && payload.path("v").asInt() == 1
                        && payload.get("iss").isTextual()
                        && payload.get("agreement").isTextual()
                        && isWhole(payload.get("iat"))
                        && payload.get("version").isInt(),
                "the withdrawal beside it is of another form");
        return new Withdrawal(
                payload.get("iss").textValue(),
                payload.get("agreement").textValue(),
                payload.get("version").intValue(),
                Instant.ofEpochSecond(payload.get("iat").longValue()));
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static void require(boolean holds, String message) throws RecordRefused {
        if (!holds) {
            throw new RecordRefused(RefusalCode.AGREEMENT_NOT_IN_FORCE, "", message);
        }
    }
}
