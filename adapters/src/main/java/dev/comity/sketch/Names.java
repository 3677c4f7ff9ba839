package dev.comity.sketch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How much a column's name looks like the name or the title of a field, from 0 to 1. */
final class Names {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern EDGES =
            Pattern.compile("[^\\p{IsLatin}0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Set<String> SAY_NOTHING = Set.of("of", "the", "in", "a", "to", "and");
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("number", "no"),
            Map.entry("num", "no"),
            Map.entry("nr", "no"),
            Map.entry("code", "no"),
            Map.entry("id", "no"),
            Map.entry("identifier", "no"),
            Map.entry("date", "on"),
            Map.entry("day", "on"),
            Map.entry("time", "on"),
            Map.entry("tel", "phone"),
            Map.entry("telephone", "phone"),
            Map.entry("mobile", "phone"),
            Map.entry("gender", "sex"),
            Map.entry("color", "colour"),
            Map.entry("district", "division"),
            Map.entry("region", "division"),
            Map.entry("state", "status"),
            Map.entry("type", "kind"),
            Map.entry("category", "kind"),
            Map.entry("issued", "issue"),
            Map.entry("expires", "expiry"),
            Map.entry("expire", "expiry"),
            Map.entry("expiration", "expiry"),
            Map.entry("registered", "registration"),
            Map.entry("citizen", "resident"),
            Map.entry("identity", "resident"),
            Map.entry("person", "resident"));

    private Names() {}

    /** Where one of two stands inside another object, what is around it counts too. */
    static double similarity(SourceField field, Leaf leaf) {
        double own = own(field.name(), leaf);
        boolean fieldInside = field.inside().indexOf('/') >= 0;
        boolean leafInside = leaf.inside().indexOf('.') >= 0;
        if (!fieldInside && !leafInside) {
            return own;
        }
        double whole = similarity(tokens(field.inside()), tokens(leaf.inside()));
        return fieldInside && leafInside ? 0.75 * own + 0.25 * whole : Math.max(0.93 * own, 0.9 * whole);
    }

    private static double own(String name, Leaf leaf) {
        if (HAN.matcher(name).find()) {
            return common(name, leaf.titleZh());
        }
        List<String> tokens = tokens(name);
        return Math.max(similarity(tokens, tokens(leaf.name())), 0.95 * similarity(tokens, tokens(leaf.titleEn())));
    }

    static List<String> tokens(String name) {
        List<String> tokens = new ArrayList<>();
        for (String part : EDGES.split(name)) {
            String token = part.toLowerCase(Locale.ROOT);
            if (!token.isEmpty()) {
                tokens.add(SAME.getOrDefault(token, token));
            }
        }
        // A name that is one of these words says it.
        List<String> telling =
                tokens.stream().filter(token -> !SAY_NOTHING.contains(token)).toList();
        return telling.isEmpty() ? tokens : telling;
    }

    private static double similarity(List<String> a, List<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        if (a.equals(b)) {
            return 1;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        Set<String> either = new HashSet<>(a);
        either.addAll(b);
        double shared = (double) both.size() / either.size();
        double contained = (double) both.size() / Math.min(a.size(), b.size());
        return Math.max(0.95 * spelled(a, b, both), 0.6 * shared + 0.3 * contained);
    }

    /** How alike they are spelled, 0 where a word that only one of them has is another word and no other spelling. */
    private static double spelled(List<String> a, List<String> b, Set<String> both) {
        if (!both.isEmpty() && spelled(without(a, both), without(b, both)) < 0.5) {
            return 0;
        }
        return spelled(String.join("", a), String.join("", b));
    }

    private static String without(List<String> tokens, Set<String> left) {
        return tokens.stream().filter(token -> !left.contains(token)).collect(Collectors.joining());
    }

    private static double spelled(String a, String b) {
        return a.isEmpty() && b.isEmpty() ? 1 : 1 - (double) distance(a, b) / Math.max(a.length(), b.length());
    }

    /** Of Chinese names: twice the characters that both have in the same order, of all their characters. */
    private static double common(String a, String b) {
        int[][] longest = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                longest[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return a.isEmpty() || b.isEmpty() ? 0 : 2.0 * longest[a.length()][b.length()] / (a.length() + b.length());
    }

    /** How many letters have to be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[b.length()];
    }
}
