package dev.comity.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean ...?" for a word that is not in a list of known ones. */
public final class Suggestion {

    private Suggestion() {}

    /** A sentence with a leading space, or nothing where no known word is near; where nothing is near, the known ones if few. */
    public static String of(String word, Collection<String> known) {
        return nearest(word, known)
                .map(nearest -> " Did you mean '" + nearest + "'?")
                .orElseGet(
                        () -> known.isEmpty() || known.size() > 12 ? "" : " Known: " + String.join(", ", known) + ".");
    }

    /** The known word that was probably meant, or nothing where none is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
                .filter(nearest -> distance(word, nearest) <= Math.max(2, word.length() / 3));
    }

    /** Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours count one each. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
