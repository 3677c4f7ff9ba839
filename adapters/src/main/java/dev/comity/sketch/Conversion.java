package dev.comity.sketch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a value of the agency's system becomes one that the record type takes.
 *
 * @param expression JSLT with {@code %s} where the value stands
 * @param helpers names of the functions of {@link JsltText} that it uses
 * @param open what a person still has to say, without any value; empty if nothing
 * @param fits whether every value of the sample becomes one that looks right
 */
record Conversion(String expression, List<String> helpers, Optional<String> open, boolean fits) {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern OTHER_DAY =
            Pattern.compile("[0-9]{8}|[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
                    + "|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T]00:00(:00)?([.]0+)?");
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,}(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern LOCAL_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}|[0-9]{14}");
    private static final Pattern LISTED = Pattern.compile("[^;；、|]+([;；、|][^;；、|]+)*");
    private static final Map<String, Pattern> FORMATS = Map.of(
            "resident-number", Pattern.compile("[0-9]{17}[0-9Xx]"),
            "credit-code", Pattern.compile("[0-9A-HJ-NP-RTUW-Y]{18}"),
            "vehicle-number", Pattern.compile("[A-HJ-NPR-Z0-9]{17}"),
            "real-estate-unit-number", Pattern.compile("[0-9A-Z]{28}"),
            "division-code", Pattern.compile("[0-9]{6}|[0-9]{12}"),
            "uuid", Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"));
    private static final Map<String, Boolean> TRUTH =
            Map.of("true", true, "false", false, "Y", true, "N", false, "1", true, "0", false, "是", true, "否", false);

    private static Conversion plain(boolean fits) {
        return new Conversion("%s", List.of(), Optional.empty(), fits);
    }

    private static Conversion by(String helper, Optional<String> open, boolean fits) {
        return new Conversion(helper + "(%s)", List.of(helper), open, fits);
    }

    /** @param codes code list of the leaf: title, in either language, to code; empty where it has none */
    static Conversion of(Leaf leaf, SourceField field, Map<String, String> codes) {
        Conversion one = ofOne(leaf, field, codes);
        if (!leaf.list() || field.list()) {
            return leaf.list()
                    ? new Conversion(
                            "[for (%s) " + one.expression().replace("%s", ".") + "]",
                            one.helpers(),
                            one.open(),
                            one.fits())
                    : one;
        }
        boolean listed =
                field.texts().stream().allMatch(text -> LISTED.matcher(text).matches());
        return new Conversion(
                "list(%s)",
                List.of("list"),
                Optional.of("several values in one text are divided at ; ；、 and |: see that this is so"),
                listed);
    }

    private static Conversion ofOne(Leaf leaf, SourceField field, Map<String, String> codes) {
        String type = leaf.schema().path("type").asText();
        List<String> texts = field.texts();
        if (leaf.schema().has("enum")) {
            return coded(leaf, texts, codes);
        }
        if (type.equals("boolean")) {
            return truth(field, texts);
        }
        if (type.equals("integer") || type.equals("number")) {
            boolean numbers = all(texts, Pattern.compile("-?[0-9]+" + (type.equals("number") ? "([.][0-9]+)?" : "")));
            boolean already = field.values().stream().allMatch(JsonNode::isNumber);
            return already ? plain(numbers) : by("count", Optional.empty(), numbers);
        }
        return switch (leaf.format()) {
            case "date", "partial-date" -> day(texts);
            case "date-time" -> time(texts);
            default -> text(leaf, field, texts);
        };
    }

    private static Conversion text(Leaf leaf, SourceField field, List<String> texts) {
        boolean fits =
                FORMATS.containsKey(leaf.format()) ? all(texts, FORMATS.get(leaf.format())) : shaped(leaf, texts);
        Optional<String> open =
                fits ? Optional.empty() : Optional.of("its values have another form than the field asks for");
        boolean text = field.values().stream().allMatch(JsonNode::isTextual);
        return new Conversion(text ? "%s" : "text(%s)", text ? List.of() : List.of("text"), open, fits);
    }

    private static boolean shaped(Leaf leaf, List<String> texts) {
        String pattern = leaf.schema().path("pattern").asText("");
        int longest = leaf.schema().path("maxLength").asInt(Integer.MAX_VALUE);
        return texts.stream()
                .allMatch(text -> text.codePointCount(0, text.length()) <= longest
                        && (pattern.isEmpty()
                                || Pattern.compile(pattern).matcher(text).find()));
    }

    private static Conversion day(List<String> texts) {
        if (all(texts, DAY)) {
            return plain(true);
        }
        boolean known = texts.stream()
                .allMatch(text ->
                        DAY.matcher(text).matches() || OTHER_DAY.matcher(text).matches());
        return known
                ? by("day", Optional.empty(), true)
                : new Conversion(
                        "%s", List.of(), Optional.of("its days are written in a form that is not known here"), false);
    }

    private static Conversion time(List<String> texts) {
        if (all(texts, TIME)) {
            return plain(true);
        }
        return all(texts, LOCAL_TIME)
                ? by("time", Optional.of("its times say no offset: they are taken as Beijing time"), true)
                : new Conversion(
                        "%s", List.of(), Optional.of("its times are written in a form that is not known here"), false);
    }

    private static Conversion truth(SourceField field, List<String> texts) {
        if (field.values().stream().allMatch(JsonNode::isBoolean)) {
            return plain(true);
        }
        boolean known = TRUTH.keySet().containsAll(texts);
        return by(
                "truth",
                known ? Optional.empty() : Optional.of("its words for true and false are not known here"),
                known);
    }

    private static Conversion coded(Leaf leaf, List<String> texts, Map<String, String> codes) {
        List<String> allowed = new ArrayList<>();
        leaf.schema().path("enum").forEach(code -> allowed.add(code.asText()));
        if (allowed.containsAll(texts)) {
            return plain(true);
        }
        Map<String, String> table = new LinkedHashMap<>();
        long unknown = 0;
        for (String text : new java.util.TreeSet<>(texts)) {
            String code = allowed.contains(text) ? text : codes.getOrDefault(text, likely(text, allowed));
            unknown += code.isEmpty() ? 1 : 0;
            if (!code.isEmpty()) {
                table.put(text, code);
            }
        }
        Optional<String> open = unknown == 0
                ? Optional.empty()
                : Optional.of("%d of its codes are none of the record type's: say what they mean, as CODE: one of %s"
                        .formatted(unknown, String.join(", ", allowed.size() > 12 ? allowed.subList(0, 12) : allowed)));
        return new Conversion("word(%s, " + literal(table) + ")", List.of("word"), open, unknown == 0);
    }

    private static String likely(String text, List<String> allowed) {
        String said = String.join("", Names.tokens(text));
        return allowed.stream()
                .filter(code ->
                        !said.isEmpty() && String.join("", Names.tokens(code)).equals(said))
                .findFirst()
                .orElse("");
    }

    private static String literal(Map<String, String> table) {
        List<String> entries = new ArrayList<>();
        table.forEach((from, to) -> entries.add("\"%s\": \"%s\""
                .formatted(from.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%"), to)));
        return "{" + String.join(", ", entries) + "}";
    }

    private static boolean all(List<String> texts, Pattern pattern) {
        return texts.stream().allMatch(text -> pattern.matcher(text).matches());
    }
}
