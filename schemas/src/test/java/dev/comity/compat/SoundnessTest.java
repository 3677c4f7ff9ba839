package dev.comity.compat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proof is a proof: no value that another validator accepts before is refused by it afterwards. */
class SoundnessTest {

    private static final int PAIRS = 3000;

    private static final SchemaRegistry VALIDATOR = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(uri -> null));

    private static final List<JsonNode> VALUES = values();

    @Test
    void whatIsSaidToWorkWorksForEveryValueThatWasTried() {
        Random random = new Random(20261124);
        int proved = 0;
        for (int i = 0; i < PAIRS; i++) {
            // Given
            JsonNode before = schema(random, 2);
            JsonNode after = random.nextInt(3) == 0 ? schema(random, 2) : changed(before, random);

            // When
            Effect producers = Compatibility.of(before, after).producers();

            // Then
            if (producers == Effect.WORKS) {
                proved++;
                Schema old = VALIDATOR.getSchema(before);
                Schema now = VALIDATOR.getSchema(after);
                for (JsonNode value : VALUES) {
                    assertThat(!old.validate(value, OutputFormat.BOOLEAN) || now.validate(value, OutputFormat.BOOLEAN))
                            .as("%s before, %s after, value %s", before, after, value)
                            .isTrue();
                }
            }
        }
        // Else the test would say nothing.
        assertThat(proved).isBetween(PAIRS / 10, PAIRS * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everything itself                 | {'unevaluatedProperties':false} | {'unevaluatedProperties':false} | WORKS",
                "a range of whole numbers          | {'type':'integer','minimum':1,'maximum':3} | {'enum':[1,2,3]} | WORKS",
                "multiples of both                 | {'allOf':[{'multipleOf':2},{'multipleOf':3}],'type':'integer'} | {'multipleOf':6} | WORKS",
                "whole multiples are integers      | {'type':'number','multipleOf':2} | {'type':'integer'} | WORKS",
                "an open bound of whole numbers    | {'type':'integer','exclusiveMinimum':1} | {'type':'integer','minimum':2} | WORKS",
                "an open bound of other numbers    | {'type':'number','exclusiveMinimum':1} | {'type':'number','minimum':2} | BREAKS",
                "two branches, one each            | {'anyOf':[{'const':1},{'const':'x'}]} | {'oneOf':[{'type':'string'},{'type':'number'}]} | WORKS",
                "branches that overlap             | {'type':'integer'} | {'oneOf':[{'type':'integer'},{'type':'number'}]} | UNKNOWN",
                "what required brings along        | {'type':'object','required':['a'],'dependentRequired':{'a':['b']}} | {'required':['b']} | WORKS",
                "a member that cannot be           | {'type':'object','properties':{'a':false}} | {'properties':{'a':{'type':'string'}}} | WORKS",
                "an expression catches a name      | {'type':'object','patternProperties':{'^a':{'type':'string'}}} | {'properties':{'ab':{'type':'string'}}} | WORKS",
                "a name under an expression        | {'type':'object','additionalProperties':{'type':'string'}} | {'patternProperties':{'^a':{'type':'number'}}} | BREAKS",
                "nothing excluded before           | {'type':'string'} | {'not':{'const':'x'}} | UNKNOWN",
                "excluded by another kind          | {'type':'string'} | {'not':{'type':'number'}} | WORKS",
                "recursion through members         | {'$ref':'#/$defs/n','$defs':{'n':{'type':'object','properties':{'n':{'$ref':'#/$defs/n'}}}}} | {'$ref':'#/$defs/m','$defs':{'m':{'type':'object','properties':{'n':{'$ref':'#/$defs/m'}}}}} | WORKS",
                "recursion without an end          | {'type':'string'} | {'$ref':'#/$defs/m','$defs':{'m':{'anyOf':[{'$ref':'#/$defs/m'}]}}} | UNKNOWN",
                "out of the schema                 | {'type':'string'} | {'$ref':'other.json'} | UNKNOWN",
                "another expression                | {'type':'string','pattern':'^a$'} | {'type':'string','pattern':'^[ab]$'} | UNKNOWN",
                "an expression and a list          | {'enum':['a','b']} | {'type':'string','pattern':'^[ab]$'} | WORKS",
                "text that is too long for a list  | {'enum':['a','bbb']} | {'maxLength':2} | BREAKS",
                "if that always holds              | {'type':'object','properties':{'k':{'const':'a'}},'required':['k'],'if':{'properties':{'k':{'const':'a'}}},'then':{'required':['b']}} | {'required':['b']} | WORKS",
                "no room for another element       | {'type':'array','prefixItems':[{'type':'string'}],'items':false} | {'maxItems':1} | WORKS"
            })
    void judgesWhatFollowsFromSeveralWordsTogether(String why, String before, String after, Effect producers)
            throws MalformedJson {
        assertThat(Compatibility.of(json(before), json(after)).producers())
                .as(why)
                .isEqualTo(producers);
    }

    private static ObjectNode schema(Random random, int depth) {
        ObjectNode schema = Json.object();
        for (int words = 1 + random.nextInt(3); words > 0; words--) {
            word(schema, random, depth);
        }
        return schema;
    }

    private static ObjectNode changed(JsonNode before, Random random) {
        ObjectNode schema = before.deepCopy();
        if (random.nextBoolean() && !schema.isEmpty()) {
            schema.remove(schema.fieldNames().next());
        } else {
            word(schema, random, 1);
        }
        return schema;
    }

    private static void word(ObjectNode schema, Random random, int depth) {
        int number = random.nextInt(4);
        switch (random.nextInt(depth > 0 ? 22 : 12)) {
            case 0 ->
                schema.put(
                        "type",
                        List.of("string", "integer", "number", "object", "array", "boolean")
                                .get(random.nextInt(6)));
            case 1 -> schema.put("minimum", number);
            case 2 -> schema.put("exclusiveMaximum", number);
            case 3 -> schema.put("multipleOf", number + 1);
            case 4 -> schema.put("minLength", number);
            case 5 -> schema.put("maxLength", number);
            case 6 -> schema.putArray("required").add(name(random));
            case 7 -> schema.put("maxItems", number);
            case 8 -> schema.put("minItems", number);
            case 9 ->
                schema.putArray("enum").add(number).add("a".repeat(number)).add(true);
            case 10 -> schema.put("maxProperties", number);
            case 11 -> schema.put("uniqueItems", true);
            case 12 -> schema.putObject("properties").set(name(random), schema(random, depth - 1));
            case 13 ->
                schema.set(
                        "additionalProperties",
                        random.nextBoolean()
                                ? schema(random, depth - 1)
                                : Json.object().booleanNode(false));
            case 14 -> schema.set("items", schema(random, depth - 1));
            case 15 -> schema.putArray("prefixItems").add(schema(random, depth - 1));
            case 16 -> schema.putArray("anyOf").add(schema(random, depth - 1)).add(schema(random, depth - 1));
            case 17 -> schema.putArray("oneOf").add(schema(random, depth - 1)).add(schema(random, depth - 1));
            case 18 -> schema.set("not", schema(random, depth - 1));
            case 19 -> schema.set("contains", schema(random, depth - 1));
            case 20 -> {
                schema.set("if", schema(random, depth - 1));
                schema.set("then", schema(random, depth - 1));
            }
            default -> schema.putObject("patternProperties").set("^" + name(random), schema(random, depth - 1));
        }
    }

    private static String name(Random random) {
        return List.of("a", "b", "ab").get(random.nextInt(3));
    }

    private static List<JsonNode> values() {
        List<JsonNode> values = new ArrayList<>();
        for (String text : List.of(
                "null",
                "true",
                "false",
                "0",
                "1",
                "2",
                "3",
                "4",
                "6",
                "12",
                "-1",
                "0.5",
                "2.5",
                "1.0",
                "''",
                "'a'",
                "'aa'",
                "'aaa'",
                "'aaaa'",
                "[]",
                "[1]",
                "['a']",
                "[1,1]",
                "[1,2]",
                "['a',1,true]",
                "[[]]",
                "[{}]",
                "[null,null,null,null]",
                "{}",
                "{'a':1}",
                "{'a':'a'}",
                "{'b':1}",
                "{'ab':2}",
                "{'a':1,'b':2}",
                "{'a':'a','b':[1],'ab':{}}",
                "{'c':0}",
                "{'a':{'a':1}}",
                "{'a':null,'b':true}",
                "{'b':'aaa','ab':'a'}",
                "{'a':[1,2],'c':'x'}")) {
            try {
                values.add(Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
            } catch (MalformedJson e) {
                throw new AssertionError(text, e);
            }
        }
        return values;
    }

    private static JsonNode json(String text) throws MalformedJson {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
