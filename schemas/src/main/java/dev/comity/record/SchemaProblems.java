package dev.comity.record;

import dev.comity.yaml.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects everything wrong in the files of one record type, with places. */
final class SchemaProblems {

    private final List<Problem> found = new ArrayList<>();

    void error(Place place, String message) {
        found.add(Problem.error(place.file(), place.line(), place.column(), message));
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    /** The word of a closed list that is nearest to what was found, as a suggestion; empty text where none is near. */
    static String didYouMean(String found, Collection<String> known) {
        String best = null;
        int least = Math.max(2, found.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(found, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best == null ? "" : "; did you mean '%s'?".formatted(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
