package dev.comity.audit;

/** Text inside XML and HTML. */
final class Markup {

    private Markup() {}

    /** Nothing in the text is taken for markup, in element or attribute; control characters, which XML forbids, go. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(' ');
                default -> escaped.append(isAllowed(c) ? Character.toString(c) : "\uFFFD");
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= ' ' && !(c >= 0xD800 && c < 0xE000) && c != 0xFFFE && c != 0xFFFF;
    }
}
