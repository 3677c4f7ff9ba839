package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Vectors;
import dev.comity.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The behaviour cases of another implementation, through the core. */
class SdJwtCasesTest {

    /** Only the compact form crosses our wire; JSON serialisation is not read at all. */
    private static final List<String> NOT_OURS = List.of("json_serialization_flattened", "json_serialization_general");

    private static final int CASES = 17;

    @TestFactory
    Stream<DynamicTest> whatIsDisclosedOpensAsTheOtherImplementationSays() throws Exception {
        Path folder = Vectors.file("sd-jwt/testcases");
        try (var cases = Files.list(folder)) {
            List<Path> all = cases.filter(Files::isDirectory).sorted().toList();
            assertThat(all).hasSize(CASES);
            return all.stream()
                    .filter(one -> !NOT_OURS.contains(one.getFileName().toString()))
                    .map(one -> DynamicTest.dynamicTest(one.getFileName().toString(), () -> check(one)));
        }
    }

    private static void check(Path folder) throws Exception {
        Map<String, Node> specification =
                members(new Compose(LoadSettings.builder().build())
                        .composeString(Files.readString(folder.resolve("specification.yml")))
                        .orElseThrow());
        Issuer issuer = new Issuer();
        JsonNode payload = issuer.issue(
                specification.get("user_claims"), plain(specification.get("holder_disclosed_claims")), true);

        Resolution opened = new Resolution((ObjectNode) Json.parse(Json.bytes(payload)), issuer.shown, 32);

        assertThat(opened.opened())
                .isEqualTo(Json.parse(Json.bytes(plain(specification.get("expect_verified_user_claims")))));
    }

    /** Issues what a case describes: what carries the tag {@code !sd} becomes a disclosure. */
    private static final class Issuer {

        private final List<Disclosure> shown = new ArrayList<>();

        /** @param show what the holder discloses inside; whether anything around it is disclosed */
        JsonNode issue(Node node, JsonNode show, boolean reachable) throws Exception {
            if (node instanceof MappingNode mapping) {
                return object(mapping, show, reachable);
            }
            if (node instanceof SequenceNode sequence) {
                return array(sequence, show, reachable);
            }
            return plain(node);
        }

        private ObjectNode object(MappingNode mapping, JsonNode show, boolean reachable) throws Exception {
            ObjectNode object = Json.object();
            ArrayNode digests = object.arrayNode();
            for (NodeTuple member : mapping.getValue()) {
                String name = ((ScalarNode) member.getKeyNode()).getValue();
                JsonNode inside = show.path(name);
                boolean hidden = isSd(member.getKeyNode());
                boolean reached = reachable && (!hidden || shows(inside));
                JsonNode value = issue(member.getValueNode(), inside, reached);
                if (hidden) {
                    digests.add(disclose(
                            Json.object()
                                    .arrayNode()
                                    .add("salt" + shown.size() + name)
                                    .add(name)
                                    .add(value),
                            reached));
                } else {
                    object.set(name, value);
                }
            }
            return digests.isEmpty() ? object : object.set("_sd", digests);
        }

        private ArrayNode array(SequenceNode sequence, JsonNode show, boolean reachable) throws Exception {
            ArrayNode array = Json.object().arrayNode();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node element = sequence.getValue().get(i);
                JsonNode inside = show.path(i);
                boolean reached = reachable && (!isSd(element) || shows(inside));
                JsonNode value = issue(element, inside, reached);
                if (isSd(element)) {
                    String salt = Forgery.freshSalt();
                    array.addObject()
                            .put(
                                    "...",
                                    disclose(Json.object().arrayNode().add(salt).add(value), reached));
                } else {
                    array.add(value);
                }
            }
            return array;
        }

        private String disclose(ArrayNode disclosure, boolean show) throws Exception {
            String encoded = Base64Url.encode(Json.text(disclosure).getBytes(StandardCharsets.UTF_8));
            if (show) {
                shown.add(DisclosureReader.read(encoded, DisclosureReader.decode(encoded)));
            }
            return Disclosure.digestOf(encoded);
        }

        private static boolean shows(JsonNode show) {
            return show.isBoolean() ? show.booleanValue() : show.isContainerNode();
        }

        private static boolean isSd(Node node) {
            return node.getTag().getValue().equals("!sd");
        }
    }

    private static Map<String, Node> members(Node node) {
        return ((MappingNode) node)
                .getValue().stream()
                        .collect(java.util.stream.Collectors.toMap(
                                m -> ((ScalarNode) m.getKeyNode()).getValue(), NodeTuple::getValueNode));
    }

    private static JsonNode plain(Node node) {
        if (node instanceof MappingNode) {
            ObjectNode object = Json.object();
            members(node).forEach((name, value) -> object.set(name, plain(value)));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = Json.object().arrayNode();
            sequence.getValue().forEach(element -> array.add(plain(element)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        ObjectNode nodes = Json.object();
        if (!scalar.isPlain()) {
            return nodes.textNode(text);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "null" -> nodes.nullNode();
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            default ->
                text.matches("-?[0-9]+(\\.[0-9]+)?") ? nodes.numberNode(new BigDecimal(text)) : nodes.textNode(text);
        };
    }
}
