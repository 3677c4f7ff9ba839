package dev.comity.envelope;

import dev.comity.crypto.Claims;
import dev.comity.crypto.Jws;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.util.List;

/** What the signed statements have in common. */
final class Statements {

    /** The largest whole number that every JSON reader keeps exactly. */
    static final long MAX_NUMBER = (1L << 53) - 1;

    private Statements() {}

    /** A statement of one type never passes for another: its claims are not even looked at. */
    static void requireTyp(Jws jws, String typ) throws RecordRefused {
        if (!jws.typ().equals(typ)) {
            throw Malformed.at("typ", "expected the type '" + typ + "'");
        }
    }

    /** Field paths, sorted and each once. */
    static List<String> paths(String name, Claims claims) {
        List<String> paths = claims.texts(name);
        if (!paths.stream().allMatch(FieldPath::isPath)
                || !paths.equals(paths.stream().sorted().distinct().toList())) {
            claims.malformed(name, "expected field paths, sorted, each once");
            return List.of();
        }
        return paths;
    }
}
