package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Proofs that transparency-dev/merkle published, most of which must fail; skipped where they are not at hand. */
class PublishedProofsTest {

    /** On purpose: its roots are 12 bytes of text, and a root here is a hash of 32 bytes or it is refused. */
    private static final String SHORT_ROOTS = "additional/sizes-are-equal-one-and-proof-is-empty.json";

    private static List<Path> cases(String kind) throws IOException {
        Path folder = Vectors.folder("merkle").resolve(kind);
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static byte[] hash(JsonNode node) {
        return node.isTextual() ? Base64.getDecoder().decode(node.textValue()) : new byte[0];
    }

    private static List<byte[]> proof(JsonNode vector) {
        List<byte[]> proof = new ArrayList<>();
        vector.path("proof").forEach(hash -> proof.add(hash(hash)));
        return proof;
    }

    private static List<String> deviations(String kind, Predicate<JsonNode> holds) throws Exception {
        List<String> deviations = new ArrayList<>();
        for (Path file : cases(kind)) {
            JsonNode vector = Json.parse(Files.readAllBytes(file));
            if (holds.test(vector) == vector.path("wantErr").asBoolean()) {
                deviations.add(Vectors.folder("merkle").relativize(file).toString());
            }
        }
        return deviations;
    }

    @Test
    void inclusionProofsAreJudgedAsPublished() throws Exception {
        assertThat(cases("inclusion")).hasSize(98);
        assertThat(deviations(
                        "inclusion",
                        v -> Merkle.verifyInclusion(
                                v.path("leafIdx").longValue(),
                                v.path("treeSize").longValue(),
                                hash(v.path("leafHash")),
                                proof(v),
                                hash(v.path("root")))))
                .isEmpty();
    }

    @Test
    void consistencyProofsAreJudgedAsPublished() throws Exception {
        assertThat(cases("consistency")).hasSize(98);
        assertThat(deviations(
                        "consistency",
                        v -> Merkle.verifyConsistency(
                                v.path("size1").longValue(),
                                v.path("size2").longValue(),
                                hash(v.path("root1")),
                                hash(v.path("root2")),
                                proof(v))))
                .containsExactly("consistency/" + SHORT_ROOTS);
    }

    @Test
    void subtreeInclusionProofsAreJudgedAsPublished() throws Exception {
        assertThat(cases("subtreeinclusion")).hasSize(204);
        assertThat(deviations("subtreeinclusion", PublishedProofsTest::subtreeIncludes))
                .isEmpty();
    }

    private static boolean subtreeIncludes(JsonNode v) {
        return Merkle.verifySubtreeInclusion(
                v.path("leafIdx").longValue(),
                v.path("start").longValue(),
                v.path("end").longValue(),
                hash(v.path("leafHash")),
                proof(v),
                hash(v.path("root")));
    }

    @Test
    void subtreeConsistencyProofsAreJudgedAsPublished() throws Exception {
        assertThat(cases("subtreeconsistency")).hasSize(118);
        // On purpose: a proof from nothing says nothing, so it is the caller who decides about an empty subtree.
        assertThat(deviations("subtreeconsistency", PublishedProofsTest::subtreeIsConsistent))
                .hasSize(7)
                .allMatch(name -> name.equals("subtreeconsistency/" + SHORT_ROOTS)
                        || name.contains("/subtree-is-empty-") && name.contains("-subtree-root-valid-"));
    }

    private static boolean subtreeIsConsistent(JsonNode v) {
        return Merkle.verifySubtreeConsistency(
                v.path("start").longValue(),
                v.path("end").longValue(),
                v.path("size").longValue(),
                hash(v.path("root1")),
                hash(v.path("root2")),
                proof(v));
    }
}
