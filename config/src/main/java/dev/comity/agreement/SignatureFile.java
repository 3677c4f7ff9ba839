package dev.comity.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of {@code NAME.signatures.json}.
 *
 * @param byAgency agency to compact JWS
 */
record SignatureFile(SortedMap<String, String> byAgency) {

    private static final int MAX_BYTES = 64 * 1024;

    /**
     * An absent file holds no signature.
     *
     * @throws MalformedJson if it is not of the form {@code {"v":1,"signatures":[{"agency":"...","jws":"..."}]}}
     */
    static SignatureFile read(Path file) throws IOException, MalformedJson {
        try {
            return parse(Optional.of(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return parse(Optional.empty());
        }
    }

    /** As {@link #read}, from the file's bytes. */
    static SignatureFile parse(Optional<byte[]> bytes) throws MalformedJson {
        if (bytes.isEmpty()) {
            return new SignatureFile(new TreeMap<>());
        }
        expect(bytes.get().length <= MAX_BYTES, "at most " + MAX_BYTES + " bytes were expected");
        return parse(Json.parseObject(bytes.get()));
    }

    private static SignatureFile parse(ObjectNode root) throws MalformedJson {
        expect(
                names(root).equals(Set.of("v", "signatures"))
                        && root.get("v").isInt()
                        && root.get("v").intValue() == 1
                        && root.get("signatures").isArray(),
                "'v': 1 and a list 'signatures' were expected");
        SortedMap<String, String> byAgency = new TreeMap<>();
        for (JsonNode signature : root.get("signatures")) {
            expect(
                    signature instanceof ObjectNode object
                            && names(object).equals(Set.of("agency", "jws"))
                            && object.get("agency").isTextual()
                            && object.get("jws").isTextual(),
                    "a signature holds 'agency' and 'jws'");
            String agency = signature.get("agency").textValue();
            expect(byAgency.put(agency, signature.get("jws").textValue()) == null, "an agency signs once");
        }
        return new SignatureFile(byAgency);
    }

    private static Set<String> names(ObjectNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static void expect(boolean right, String message) throws MalformedJson {
        if (!right) {
            throw new MalformedJson(message, 1, 1);
        }
    }

    SignatureFile with(String agency, String jws) {
        SortedMap<String, String> more = new TreeMap<>(byAgency);
        more.put(agency, jws);
        return new SignatureFile(more);
    }

    /** Returns once the file is durable under its name; a crash leaves the old file or the new one. */
    void write(Path file) throws IOException {
        ObjectNode root = Json.object();
        root.put("v", 1);
        ArrayNode signatures = root.putArray("signatures");
        byAgency.forEach(
                (agency, jws) -> signatures.addObject().put("agency", agency).put("jws", jws));
        DurableFile.write(file, Json.pretty(root));
    }
}
