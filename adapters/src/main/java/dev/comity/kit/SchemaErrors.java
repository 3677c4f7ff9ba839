package dev.comity.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A YAML file against a JSON Schema that lies in the program, with places in the file. Nothing is ever fetched. */
final class SchemaErrors {

    /** Words that only say that none of several forms fits. */
    private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "allOf", "not", "if");

    private final Schema schema;

    private SchemaErrors(Schema schema) {
        this.schema = schema;
    }

    /** @param resource absolute name on the class path */
    static SchemaErrors of(String resource, SpecificationVersion version) {
        try (InputStream stream = SchemaErrors.class.getResourceAsStream(resource)) {
            JsonNode json = Json.parse(stream.readAllBytes());
            json.findParents("deprecated").forEach(SchemaErrors::withoutNote);
            return new SchemaErrors(SchemaRegistry.withDefaultDialect(version, builder -> builder.schemas(uri -> null))
                    .getSchema(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException(resource + " is not JSON", e);
        }
    }

    /** A note that this draft does not know, and that the library would warn of. */
    private static void withoutNote(JsonNode schema) {
        if (schema.path("deprecated").isBoolean()) {
            ((ObjectNode) schema).remove("deprecated");
        }
    }

    /**
     * What the schema refuses. Where it offers several forms, each form complains: only the complaints that lie deepest are told, since
     * those are of the form that was meant.
     */
    List<Problem> of(YamlNode root) {
        List<Error> errors = schema.validate(YamlJson.of(root));
        Map<String, Problem> problems = new TreeMap<>();
        for (Error error : errors) {
            boolean inside = errors.stream().anyMatch(other -> deeper(other, error));
            if (!inside && !CHOICES.contains(error.getKeyword())) {
                Problem problem = problem(root, error);
                // Of the forms that a value could have, the simplest is told: a text rather than an object.
                problems.merge(place(problem), problem, (a, b) -> a.message().compareTo(b.message()) > 0 ? a : b);
            }
        }
        if (problems.isEmpty() && !errors.isEmpty()) {
            return List.of(problem(root, errors.get(0)));
        }
        return List.copyOf(problems.values());
    }

    private static String place(Problem problem) {
        return "%08d:%08d".formatted(problem.line(), problem.column());
    }

    private static boolean deeper(Error other, Error error) {
        return other.getInstanceLocation().getNameCount()
                        > error.getInstanceLocation().getNameCount()
                && other.getInstanceLocation().startsWith(error.getInstanceLocation());
    }

    private static Problem problem(YamlNode root, Error error) {
        YamlNode at = YamlJson.at(root, error.getInstanceLocation().toString());
        YamlNode.Member member =
                error.getProperty() == null ? null : at.members().get(error.getProperty());
        YamlNode place = member == null ? at : member.name();
        return place.error(message(error));
    }

    private static String message(Error error) {
        String name = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> "'" + name + "' is not known here";
            case "required" -> "'" + name + "' is missing here";
            case "type" -> "a value of another kind was expected here: " + error.getMessage();
            default -> error.getMessage();
        };
    }
}
