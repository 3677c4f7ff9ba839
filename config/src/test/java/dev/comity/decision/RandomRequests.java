package dev.comity.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.Asking;
import dev.comity.agreement.Condition;
import dev.comity.agreement.Limit;
import dev.comity.agreement.Mode;
import dev.comity.config.Home;
import dev.comity.directory.KeyUse;
import dev.comity.json.Json;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Random agreements, records and requests: most of a request is right, so that each single fault decides now and then. */
final class RandomRequests {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Map<String, String> DIVISIONS = Map.of("transport", "440300", "housing", "440100");

    private static final List<String> CONSUMERS = List.of("transport", "housing", "uncertified");
    private static final List<String> PURPOSES = List.of("eligibility", "age-verification");
    private static final List<String> TYPES =
            List.of("resident/1", "property-title/1", "minimum-living-allowance/1", "minimum-living-allowance/1");
    private static final List<String> VALUES = List.of("v1", "v2", "indeterminate");
    private static final List<String> NUMBERS = List.of("n1", "n2");

    private final Random random;
    private final RecordType type;
    private final List<FieldPath> leaves;
    private final LocalDate day;

    RandomRequests(Random random) {
        this.random = random;
        this.type = Home.type(TYPES.get(random.nextInt(TYPES.size())));
        this.leaves = type.fields().values().stream()
                .filter(Field::leaf)
                .map(Field::path)
                .toList();
        this.day = SampleAgreement.FIRST.plusDays(random.nextInt(50));
    }

    Instant now() {
        return day.atTime(12, 0).atZone(ZONE).toInstant();
    }

    List<Agreement> agreements() {
        List<Agreement> agreements = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String consumer = rarely(4) ? one(CONSUMERS) : "transport";
            String purpose = rarely(4) ? one(PURPOSES) : "eligibility";
            Mode mode = one(List.of(Mode.QUERY, Mode.VERIFY, Mode.BATCH));
            int from = random.nextInt(20);
            int to = from + 10 + random.nextInt(40);
            int versions = rarely(3) ? 2 : 1;
            for (int version = 1; version <= versions; version++) {
                agreements.add(agreement("agreement-" + i, version, mode)
                        .days(from, to)
                        .consumer(consumer)
                        .purpose(purpose)
                        .build());
                from = to + 1 + random.nextInt(5);
                to = from + random.nextInt(30);
            }
        }
        return agreements;
    }

    private SampleAgreement agreement(String id, int version, Mode mode) {
        boolean counts = mode == Mode.BATCH && rarely(3);
        Set<FieldPath> by = new TreeSet<>();
        while (!counts && by.isEmpty() || !counts && rarely(4)) {
            by.add(one(List.of(type.orderKey(), type.subjects().get(0))));
        }
        Set<FieldPath> release = new TreeSet<>();
        for (FieldPath leaf : leaves) {
            // Counts are of single values; a list in them would be a value of its own.
            if (random.nextBoolean() && !(counts && leaf.value().contains("[]"))) {
                release.add(leaf);
            }
        }
        release.add(type.orderKey());
        var asking = new Asking(
                by,
                rarely(4),
                rarely(4),
                rarely(4) ? random.nextInt(3) : 0,
                mode == Mode.BATCH && !counts ? 1 + random.nextInt(3) : 1,
                counts ? 2 : 1);
        SampleAgreement sample = SampleAgreement.named(id)
                .version(version)
                .provider("provider")
                .record(type.id().toString())
                .asking(mode, asking)
                .release(release)
                .jurisdiction(condition(true))
                .when(condition(false));
        List<Limit> limits = new ArrayList<>();
        for (Limit.Kind kind : Limit.Kind.values()) {
            if (rarely(5)) {
                limits.add(new Limit(kind, 2 + random.nextInt(2), Period.ofYears(1)));
            }
        }
        return sample.limits(limits.toArray(Limit[]::new));
    }

    private Optional<Condition> condition(boolean jurisdiction) {
        List<Condition> known = Home.configurationOnce().agreements().stream()
                .filter(agreement -> agreement.record().equals(type.id()))
                .flatMap(agreement -> (jurisdiction ? agreement.jurisdiction() : agreement.when()).stream())
                .toList();
        return known.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(one(known));
    }

    List<ObjectNode> records() {
        List<ObjectNode> records = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            records.add(rarely(3) && !records.isEmpty() ? records.get(0) : record());
        }
        return records;
    }

    private ObjectNode record() {
        ObjectNode record = Json.object();
        for (FieldPath leaf : leaves) {
            if (random.nextInt(10) < 7) {
                put(record, leaf.steps(), value(leaf));
            }
        }
        put(record, type.orderKey().steps(), one(NUMBERS));
        return record;
    }

    private String value(FieldPath leaf) {
        if (leaf.equals(type.orderKey()) || type.subjects().contains(leaf)) {
            return one(NUMBERS);
        }
        return switch (leaf.value()) {
            case "lifeStatus" -> one(List.of("alive", "deceased"));
            case "use" -> one(List.of("residential", "commercial"));
            case "division" -> one(List.of("440305001001", "440104001001", "440104001001", "44030"));
            default -> one(VALUES);
        };
    }

    private void put(ObjectNode object, List<String> steps, String value) {
        String name = steps.get(0);
        if (steps.size() == 1) {
            object.put(name, value);
        } else if (steps.get(1).equals("[]")) {
            ArrayNode array = object.withArray("/" + name);
            if (steps.size() == 2) {
                array.add(value);
            } else {
                int at = random.nextInt(Math.min(2, array.size() + 1));
                put(
                        at < array.size() ? (ObjectNode) array.get(at) : array.addObject(),
                        steps.subList(2, steps.size()),
                        value);
            }
        } else {
            put(object.withObject("/" + name), steps.subList(1, steps.size()), value);
        }
    }

    Request request(List<Agreement> agreements, List<ObjectNode> found) {
        Optional<Agreement> about = agreements.isEmpty() ? Optional.empty() : Optional.of(one(agreements));
        Mode mode = about.map(Agreement::mode).filter(m -> !rarely(10)).orElse(Mode.QUERY);
        Instant issued = now().plusSeconds(one(List.of(0, 0, 0, -30, 299, 301, -700)));
        return new Request(
                mode,
                rarely(12) ? "housing" : about.map(Agreement::consumer).orElse("transport"),
                rarely(20) ? "another" : "provider",
                rarely(12)
                        ? one(List.of(type.id().name() + "/9", "civil.*", "*"))
                        : type.id().toString(),
                rarely(12)
                        ? one(List.of("marketing", "unknown", "age-verification"))
                        : about.map(Agreement::purpose).orElse("eligibility"),
                subjects(about),
                mode == Mode.VERIFY && !rarely(15) || rarely(2) ? Set.of() : fields(about),
                mode == Mode.VERIFY && !rarely(15) || rarely(20) ? presents(about) : Map.of(),
                rarely(3) ? Optional.empty() : Optional.of(one(List.of("c1", "c2"))),
                rarely(4) ? Optional.empty() : Optional.of(authorisation()),
                new Official("post-1", rarely(6) ? Map.of(type.subjects().get(0), one(NUMBERS)) : Map.of()),
                Set.copyOf(List.of("post-1", "post-2", "post-3").subList(0, random.nextInt(4))),
                rarely(6)
                        ? Optional.of(one(
                                List.of("other", about.map(Agreement::digest).orElse("other"))))
                        : Optional.empty(),
                new Signer(
                        rarely(20) ? "another" : about.map(Agreement::consumer).orElse("transport"),
                        rarely(20) ? KeyUse.SEAL : KeyUse.QUERY,
                        !rarely(20)),
                issued,
                issued.plusSeconds(one(List.of(60, 60, 60, 600, 601))));
    }

    private List<Map<FieldPath, String>> subjects(Optional<Agreement> about) {
        Set<FieldPath> by = about.flatMap(Agreement::asking).map(Asking::by).orElse(Set.of(type.orderKey()));
        List<Map<FieldPath, String>> subjects = new ArrayList<>();
        int count = by.isEmpty() ? (rarely(10) ? 1 : 0) : (rarely(10) ? random.nextInt(4) : 1);
        for (int i = 0; i < count; i++) {
            Map<FieldPath, String> subject = new TreeMap<>();
            by.forEach(path -> subject.put(path, rarely(25) ? " " : one(NUMBERS)));
            if (rarely(15)) {
                subject.put(one(leaves), "n1");
            }
            subjects.add(subject);
        }
        return subjects;
    }

    private Set<FieldPath> fields(Optional<Agreement> about) {
        Set<FieldPath> fields = new TreeSet<>();
        List<FieldPath> released = List.copyOf(about.map(Agreement::release).orElse(Set.of(type.orderKey())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            fields.add(rarely(12) ? one(leaves) : one(released));
        }
        return fields;
    }

    /** At most one value of each list: which element they stand in is another test's question. */
    private Map<FieldPath, JsonNode> presents(Optional<Agreement> about) {
        Map<FieldPath, JsonNode> presents = new TreeMap<>();
        Set<String> lists = new HashSet<>();
        for (FieldPath path : fields(about)) {
            FieldPath compared = type.derivations().stream()
                    .filter(derivation -> derivation.name().equals(path) && derivation.presented())
                    .map(derivation -> derivation.from())
                    .findFirst()
                    .orElse(path);
            String list = compared.value().contains("[]")
                    ? compared.value().substring(0, compared.value().indexOf("[]"))
                    : compared.value();
            if (lists.add(list)) {
                presents.put(path, TextNode.valueOf(value(compared)));
            }
        }
        return presents;
    }

    private Authorisation authorisation() {
        LocalDate from = day.plusDays(one(List.of(-10, -1, 0, 1)));
        return new Authorisation(
                "d",
                from,
                from.plusDays(one(List.of(0, 1, 10))),
                rarely(4) ? Set.of("n1") : Set.copyOf(NUMBERS),
                rarely(2) ? Set.of() : Set.of(one(NUMBERS)),
                rarely(8) ? Set.of("another") : Set.of(type.id().name()));
    }

    Past past(List<Agreement> agreements) {
        Map<Counted, Integer> counts = new HashMap<>();
        for (Agreement agreement : agreements) {
            for (FieldPath leaf : leaves) {
                if (!rarely(20)) {
                    counts.put(
                            Counted.answers(agreement.id(), leaf),
                            random.nextInt(8) == 0 ? 2 + random.nextInt(2) : random.nextInt(2));
                }
            }
            for (Limit.Kind kind : List.of(Limit.Kind.SUBJECTS, Limit.Kind.REQUESTS)) {
                if (!rarely(20)) {
                    counts.put(new Counted(agreement.id(), kind, Optional.empty()), random.nextInt(4));
                }
            }
        }
        return new Past(rarely(25), rarely(3) ? Set.of("c1") : Set.of("c1", "c2"), counts);
    }

    private boolean rarely(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
