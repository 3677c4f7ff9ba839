package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The validator library, given the whole schema with formats asserted, comes to the same verdict on damaged records. */
class SecondOpinionTest {

    private static final Map<RecordTypeId, Schema> LIBRARY =
            Repository.types().all().stream().collect(Collectors.toMap(RecordType::id, SecondOpinionTest::compiled));

    /** What a damaged field becomes: wrong types, edges of lengths and numbers, near misses of every format. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1",
            "0",
            "-1",
            "100000000000",
            "100000000001",
            "1.5",
            "[]",
            "{}",
            "[{}]",
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"A\"",
            "\"a\\n\"",
            "\"2026\\n\"",
            "\"2026-02-29\"",
            "\"2026-02-28\"",
            "\"cremation\"",
            "\"corrected\"",
            "\"cancelled\"",
            "\"leased\"",
            "\"52\"",
            "\"divorce\"",
            "\"deleted\"",
            "\"12.50\"",
            "\"12.5\"",
            "\"440305\"",
            "\"440305001001\"",
            "\"11010519491231002X\"",
            "\"440524188001010013\"",
            "\"91350200MA2YJ1XR9G\"",
            "\"+8675512345678\"",
            "\"𠮷\"",
            "\"" + "𠮷".repeat(50) + "\"",
            "\"" + "x".repeat(51) + "\"",
            "\"" + "x".repeat(50) + "\"",
            "\"" + "x".repeat(200) + "\"",
            "\"" + "x".repeat(201) + "\"");

    private static final List<JsonNode> PARSED = VALUES.stream()
            .map(value -> {
                try {
                    return Json.parse(value);
                } catch (MalformedJson e) {
                    throw new AssertionError(value, e);
                }
            })
            .toList();

    @TestFactory
    Stream<DynamicTest> agreesOnEveryFieldWithEveryOtherValue() {
        return Examples.twoOfEachType().stream()
                .map(example -> DynamicTest.dynamicTest(example.name(), () -> {
                    ObjectNode record = example.record().deepCopy();
                    everyObject(record, object -> everyChange(object, () -> compare(example.type(), record)));
                }));
    }

    @Property(tries = 500)
    void agreesOnDamagedRecords(@ForAll("examples") Examples.Example example, @ForAll("damages") List<Long> damages)
            throws Exception {
        // Given
        ObjectNode record = example.record().deepCopy();
        for (long damage : damages) {
            damage(record, new Random(damage));
        }

        // When, then
        compare(example.type(), record);
    }

    private static void compare(RecordType type, ObjectNode record) {
        boolean ours = type.validate(record).stream().allMatch(RecordProblem::warning);
        assertThat(ours).as("%s", record).isEqualTo(LIBRARY.get(type.id()).validate(record, OutputFormat.BOOLEAN));
    }

    private static void everyObject(JsonNode node, Consumer<ObjectNode> visit) {
        if (node instanceof ObjectNode object) {
            visit.accept(object);
        }
        List.copyOf(node.properties()).forEach(member -> everyObject(member.getValue(), visit));
        if (node.isArray()) {
            node.forEach(element -> everyObject(element, visit));
        }
    }

    /** One member at a time: another value, or gone; restored each time. */
    private static void everyChange(ObjectNode object, Runnable compare) {
        for (var member : Map.copyOf(members(object)).entrySet()) {
            for (JsonNode value : PARSED) {
                object.set(member.getKey(), value);
                compare.run();
            }
            object.remove(member.getKey());
            compare.run();
            object.set(member.getKey(), member.getValue());
        }
    }

    private static Map<String, JsonNode> members(ObjectNode object) {
        return object.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Provide
    Arbitrary<Examples.Example> examples() {
        return Examples.valid();
    }

    @Provide
    Arbitrary<List<Long>> damages() {
        return Arbitraries.longs().list().ofMaxSize(3);
    }

    private static void damage(ObjectNode object, Random random) throws Exception {
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.get(name);
        if (value instanceof ObjectNode inner && random.nextInt(3) > 0) {
            damage(inner, random);
        } else if (value.isArray() && value.path(0) instanceof ObjectNode first && random.nextInt(3) > 0) {
            damage(first, random);
        } else if (random.nextInt(4) == 0) {
            object.remove(name);
        } else if (random.nextInt(6) == 0) {
            object.set(name + "X", value);
        } else {
            object.set(name, Json.parse(VALUES.get(random.nextInt(VALUES.size()))));
        }
    }

    private static Schema compiled(RecordType type) {
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .formats(formats -> {
                    formats.clear();
                    FieldStandards.all(Repository.types().divisions(), Repository.CLOCK)
                            .forEach((name, standard) -> formats.put(name, new Asserted(standard)));
                })
                .build();
        return SchemaRegistry.withDefaultDialect(
                        dialect,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(type.schema());
    }

    private record Asserted(FieldStandard standard) implements Format {

        @Override
        public String getName() {
            return standard.format();
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return standard.accepts(value);
        }
    }
}
