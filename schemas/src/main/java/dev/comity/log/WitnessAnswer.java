package dev.comity.log;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a witness answers (C2SP tlog-witness): a status of HTTP, also where it does not travel over HTTP, and a body.
 *
 * @param status one of the statuses below; anything else is nothing to rely on
 * @param body of {@link #COSIGNED} signature lines, of {@link #CONFLICT} the size that the witness has seen, else a sentence
 */
public record WitnessAnswer(int status, String body) {

    /** The checkpoint is cosigned. */
    public static final int COSIGNED = 200;
    /** The request is not of the form, or its old size is beyond its checkpoint. */
    public static final int MALFORMED = 400;
    /** The checkpoint is not signed by the log's key that the witness trusts. */
    public static final int NOT_SIGNED = 403;
    /** The witness does not know the log. */
    public static final int UNKNOWN_LOG = 404;
    /** The witness has seen another size than the old one, or another root of the same size. */
    public static final int CONFLICT = 409;
    /** The proof does not hold. */
    public static final int NOT_CONSISTENT = 422;

    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_LINES = 10;

    public static WitnessAnswer cosigned(SignedNote.Line line) {
        return new WitnessAnswer(COSIGNED, line.toString());
    }

    /** @param size that the witness has seen of this log */
    public static WitnessAnswer conflict(long size) {
        return new WitnessAnswer(CONFLICT, size + "\n");
    }

    /**
     * The signature lines of a cosigned checkpoint; unverified.
     *
     * @throws IllegalArgumentException where the body holds something else
     */
    public List<SignedNote.Line> lines() {
        if (status != COSIGNED || body.length() > MAX_LENGTH || !body.endsWith("\n")) {
            throw new IllegalArgumentException("signature lines were expected, each with its line feed");
        }
        String[] lines = body.split("\n", MAX_LINES + 1);
        return List.of(lines).stream()
                .filter(line -> !line.isEmpty())
                .map(SignedNote.Line::parse)
                .toList();
    }

    /** The size that the witness says it has seen; empty where it does not say one. */
    public OptionalLong seenSize() {
        if (status != CONFLICT || body.length() > 20 || !body.endsWith("\n")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Decimal.parse(body.substring(0, body.length() - 1)));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
