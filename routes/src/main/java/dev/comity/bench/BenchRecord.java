package dev.comity.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.record.RecordTypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The record type of the benchmark: common fields, a person, a place, and as many further texts as are asked for, eight in an
 * object as in real record types. About nobody: all values are made from the record's number.
 */
final class BenchRecord {

    static final RecordTypeId TYPE = RecordTypeId.of("bench-record/1");

    /** Which thing a record is about: that many different ones, so that groups repeat as they do in practice. */
    static final int THINGS = 1_000;

    private static final String COMMON = "../../common/1/schema.json#/$defs/";
    private static final List<String> HEAD = List.of(
            "recordId",
            "steward",
            "recordedAt",
            "recordStatus",
            "caseNo",
            "person",
            "eventDate",
            "division",
            "priority",
            "document");
    private static final int IN_AN_OBJECT = 8;
    private static final int TEXT = 42;
    private static final int LONGEST_DOCUMENT = 20_000_000;
    private static final String WORDS =
            "Reported and confirmed by the office in charge of the matter on the day named above in writing ";

    private final int fields;
    private final String steward;

    /**
     * @param fields leaves in all
     * @param steward credit code of the provider
     */
    BenchRecord(int fields, String steward) {
        this.fields = fields;
        this.steward = steward;
    }

    /** Paths of all leaves, in the order of the record. */
    static List<String> leaves(int fields) {
        List<String> leaves = new ArrayList<>(HEAD);
        for (int i = HEAD.size(); i < fields; i++) {
            leaves.add("part" + part(i) + ".text" + i);
        }
        return leaves;
    }

    private static int part(int field) {
        return (field - HEAD.size()) / IN_AN_OBJECT + 1;
    }

    /**
     * A valid record.
     *
     * @param number from 0
     * @param bytes that its JSON has at least; as many, unless the fields alone need more
     */
    ObjectNode record(int number, int bytes) {
        ObjectNode record = Json.object()
                .put("recordId", new UUID(0x1_8000L | number % THINGS, 0x8000_0000_0000_0000L | number).toString())
                .put("steward", steward)
                .put("recordedAt", "2026-10-01T08:11:02Z")
                .put("recordStatus", "current")
                .put("caseNo", "B-" + number % THINGS)
                .put("person", "person " + number % THINGS)
                .put("eventDate", "2026-09-%02d".formatted(number % 28 + 1))
                .put("division", "440300")
                .put("priority", number % 5 + 1)
                .put("document", ".");
        ObjectNode part = record;
        for (int i = HEAD.size(); i < fields; i++) {
            if ((i - HEAD.size()) % IN_AN_OBJECT == 0) {
                part = record.putObject("part" + part(i));
            }
            part.put("text" + i, text(number + i, TEXT));
        }
        int missing = bytes - Json.bytes(record).length;
        if (missing > 0) {
            record.put("document", text(number, missing + 1));
        }
        return record;
    }

    private static String text(int number, int length) {
        StringBuilder text = new StringBuilder(length + WORDS.length()).append(number % 10);
        while (text.length() < length) {
            text.append(WORDS);
        }
        text.setLength(length);
        // A text must not end in a space.
        text.setCharAt(length - 1, '.');
        return text.toString();
    }

    /** The schema of the record type, complete with what a reader of it asks for. */
    static ObjectNode schema(int fields) {
        ObjectNode schema = Json.object()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Benchmark record")
                .put("x-title-zh", "基准测试记录")
                .put("description", "A record of the benchmark, about nobody.")
                .put("x-sharing", "conditional")
                .put("x-order-key", "caseNo");
        schema.putArray("x-subject").add("person");
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        common(properties, "recordId", "uuid");
        common(properties, "steward", "creditCode");
        common(properties, "recordedAt", "dateTime");
        ArrayNode states =
                leaf(properties, "recordStatus").put("type", "string").putArray("enum");
        List.of("current", "corrected", "cancelled").forEach(states::add);
        common(properties, "caseNo", "number");
        common(properties, "person", "text");
        common(properties, "eventDate", "date");
        common(properties, "division", "division6");
        leaf(properties, "priority").put("type", "integer").put("minimum", 1).put("maximum", 5);
        leaf(properties, "document").put("type", "string").put("minLength", 1).put("maxLength", LONGEST_DOCUMENT);
        parts(properties, fields);
        HEAD.forEach(schema.putArray("required")::add);
        return schema;
    }

    private static void parts(ObjectNode properties, int fields) {
        ObjectNode inside = properties;
        for (int i = HEAD.size(); i < fields; i++) {
            if ((i - HEAD.size()) % IN_AN_OBJECT == 0) {
                ObjectNode part = properties.putObject("part" + part(i));
                part.put("title", "Part " + part(i)).put("x-title-zh", "部分");
                inside = part.put("type", "object")
                        .put("additionalProperties", false)
                        .putObject("properties");
            }
            common(inside, "text" + i, "text");
        }
    }

    private static void common(ObjectNode properties, String name, String definition) {
        leaf(properties, name).put("$ref", COMMON + definition);
    }

    private static ObjectNode leaf(ObjectNode properties, String name) {
        ObjectNode leaf = properties.putObject(name);
        leaf.put("title", name).put("x-title-zh", "字段");
        leaf.putObject("x-classification")
                .put("scheme", "GB/T 43697-2024")
                .put("grade", "general-2")
                .put("mark", "S1");
        leaf.putObject("x-personal-information")
                .put("scheme", "GB/T 45574-2025")
                .put("kind", "none");
        return leaf;
    }
}
