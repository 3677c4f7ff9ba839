package dev.comity.sketch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The first {@code mapping.jslt}: every match as an expression, and every field that is still missing as a comment. */
final class JsltText {

    private static final Map<String, String> HELPERS = helpers();
    private static final String STEP = "  ";

    private JsltText() {}

    private static Map<String, String> helpers() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("day", """
                // 20260131, 2026/1/31, 2026.1.31, 2026年1月31日, or with midnight behind it; anything else stays as it is, and is refused as a day.
                def two(text)
                  if (size($text) == 1) "0" + $text else $text

                def day(text)
                  let solid = capture($text, "^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})$")
                  let parts = capture($text, "^(?<y>[0-9]{4})[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})(日|[ T]00:00(:00)?([.]0+)?)?$")
                  if (not(is-string($text))) $text
                  else if ($solid.y) $solid.y + "-" + $solid.m + "-" + $solid.d
                  else if ($parts.y) $parts.y + "-" + two($parts.m) + "-" + two($parts.d)
                  else $text
                """);
        all.put("time", """
                // 2026-01-31 08:00:00 or 20260131080000 in Beijing time; anything else stays as it is, and is refused as a time.
                def time(text)
                  let parts = capture($text, "^(?<y>[0-9]{4})-?(?<m>[0-9]{2})-?(?<d>[0-9]{2})[ T]?(?<h>[0-9]{2}):?(?<i>[0-9]{2}):?(?<s>[0-9]{2})$")
                  if (not(is-string($text))) $text
                  else if ($parts.y) $parts.y + "-" + $parts.m + "-" + $parts.d + "T" + $parts.h + ":" + $parts.i + ":" + $parts.s + "+08:00"
                  else $text
                """);
        all.put("count", """
                def count(text)
                  if (is-string($text)) number($text, $text) else $text
                """);
        all.put("text", """
                def text(value)
                  if (is-number($value)) string($value) else $value
                """);
        all.put("list", """
                def list(text)
                  if (is-string($text)) split($text, "[;；、|]") else null
                """);
        all.put("truth", """
                def truth(text)
                  let words = {"true": true, "false": false, "Y": true, "N": false, "1": true, "0": false, "是": true, "否": false}
                  if ($text == null) null else fallback(get-key($words, string($text)), $text)
                """);
        all.put("word", """
                // A code that is not known here stays as it is, and the record type refuses it.
                def word(code, words)
                  if ($code == null) null else fallback(get-key($words, string($code)), $code)
                """);
        return all;
    }

    static String of(String title, Matching matching) {
        StringBuilder text = new StringBuilder("// From one item of ")
                .append(title)
                .append(" to a record. Drafted from a sample: read it.\n");
        Set<String> used = new LinkedHashSet<>();
        matching.matches().forEach(match -> used.addAll(match.conversion().helpers()));
        HELPERS.forEach((name, body) -> {
            if (used.contains(name)) {
                text.append(body).append('\n');
            }
        });
        Node root = new Node();
        for (Match match : matching.matches()) {
            root.put(match);
        }
        text.append("{\n");
        matching.unset().stream()
                .filter(Leaf::required)
                .forEach(leaf -> text.append(STEP)
                        .append("// required, and nothing in the sample looks like it: ")
                        .append(leaf.path())
                        .append('\n'));
        root.members(text, 1);
        return text.append("}\n").toString();
    }

    /** An object of the record as it is built up, or the expression of one value. */
    private static final class Node {
        private final Map<String, Node> members = new LinkedHashMap<>();
        private String expression = "";
        private String each = "";

        void put(Match match) {
            Node at = this;
            String array = match.leaf().array();
            if (!array.isEmpty()) {
                at = at.inner(array.substring(0, array.length() - 2));
                at.each = SourceField.expression(match.field().array());
            }
            String inside = match.leaf().inside();
            at = at.inner(match.leaf().list() ? inside.substring(0, inside.length() - 2) : inside);
            at.expression =
                    match.conversion().expression().formatted(match.field().expression());
        }

        private Node inner(String path) {
            Node at = this;
            for (String name : path.split("\\.")) {
                at = at.members.computeIfAbsent(name, one -> new Node());
            }
            return at;
        }

        void members(StringBuilder text, int depth) {
            List<String> names = new ArrayList<>(members.keySet());
            for (int i = 0; i < names.size(); i++) {
                text.append(STEP.repeat(depth)).append('"').append(names.get(i)).append("\": ");
                members.get(names.get(i)).value(text, depth);
                text.append(i < names.size() - 1 ? ",\n" : "\n");
            }
        }

        private void value(StringBuilder text, int depth) {
            if (members.isEmpty()) {
                text.append(expression);
                return;
            }
            text.append(each.isEmpty() ? "{\n" : "[for (" + each + ") {\n");
            members(text, depth + 1);
            text.append(STEP.repeat(depth)).append(each.isEmpty() ? "}" : "}]");
        }
    }
}
