package dev.comity.kit;

import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a mapping's text names a field: the languages themselves do not tell. */
final class Mentions {

    private final String file;
    private final List<String> lines;

    private Mentions(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static Mentions in(Path mapping) throws IOException {
        return new Mentions(mapping.getFileName().toString(), Files.readAllLines(mapping, StandardCharsets.UTF_8));
    }

    /** A place in the mapping; line and column are 0 where the name does not stand in it literally. */
    record Place(String file, int line, int column) {
        Problem problem(String message) {
            return Problem.error(file, line, column, message);
        }
    }

    /** The first place where the last name of a path stands as a whole word. */
    Place place(Subject subject, String path) {
        String name = path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
        Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = word.matcher(code(lines.get(i)));
            if (matcher.find()) {
                return new Place(subject.shown(file), i + 1, matcher.start() + 1);
            }
        }
        return new Place(subject.shown(file), 0, 0);
    }

    /** A line without a comment that fills it. */
    private static String code(String line) {
        return line.stripLeading().startsWith("//") ? "" : line;
    }

    /** Which of the fields that nobody reads was probably meant. */
    Optional<String> misspelt(String path, Collection<String> unread) {
        return Suggestion.nearest(path, unread);
    }
}
