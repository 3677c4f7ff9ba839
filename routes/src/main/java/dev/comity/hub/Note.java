package dev.comity.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a batch has answered, written in the transaction that answers. Of one hub alone it is the log's indices; of several nodes it
 * begins with the node and goes on with what the others must know to judge what comes next, a line each:
 *
 * <pre>
 * node 1 5-9,12-12
 * submission &lt;sender&gt; &lt;digest&gt; &lt;jti or -&gt; &lt;kid or -&gt; &lt;seq&gt; &lt;digest of the statement or -&gt;
 * delivery &lt;id&gt;
 * </pre>
 *
 * @param node that answered; empty for a hub alone
 * @param answered indices of its log
 */
record Note(Optional<String> node, Ranges answered, List<Submission> submissions, List<String> deliveries) {

    private static final String NONE = "-";

    Note {
        submissions = List.copyOf(submissions);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * A submission that has its answer.
     *
     * @param digest of its JWS
     * @param jti that is used up by it
     * @param kid whose sequence goes on from it, if its statement holds
     * @param link that its statement is
     */
    record Submission(String sender, String digest, Optional<String> jti, Optional<String> kid, Optional<Link> link) {

        Submission {
            if (kid.isPresent() != link.isPresent()) {
                throw new IllegalArgumentException("a sequence is that of a key");
            }
        }
    }

    static Note alone(Ranges answered) {
        return new Note(Optional.empty(), answered, List.of(), List.of());
    }

    /** A node says that it is there. */
    static Note here(String node) {
        return new Note(Optional.of(node), new Ranges(List.of()), List.of(), List.of());
    }

    boolean isOnlyHere() {
        return answered.isEmpty() && submissions.isEmpty() && deliveries.isEmpty();
    }

    String text() {
        if (node.isEmpty()) {
            return answered.text();
        }
        StringBuilder text = new StringBuilder("node " + node.get() + " " + answered.text());
        for (Submission one : submissions) {
            text.append("\nsubmission ")
                    .append(String.join(
                            " ",
                            one.sender(),
                            one.digest(),
                            one.jti().orElse(NONE),
                            one.kid().orElse(NONE),
                            one.link().map(Link::text).orElse("0 " + NONE)));
        }
        deliveries.forEach(delivery -> text.append("\ndelivery ").append(delivery));
        return text.toString();
    }

    /** @throws IllegalArgumentException for text of another form */
    static Note parse(String text) {
        if (!text.startsWith("node ")) {
            return alone(Ranges.parse(text));
        }
        Optional<String> node = Optional.empty();
        Ranges answered = new Ranges(List.of());
        List<Submission> submissions = new ArrayList<>();
        List<String> deliveries = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "node" -> {
                    node = Optional.of(words[1]);
                    answered = words.length > 2 ? Ranges.parse(words[2]) : answered;
                }
                case "submission" -> submissions.add(submission(words));
                case "delivery" -> deliveries.add(words[1]);
                default -> throw new IllegalArgumentException("a note of another version");
            }
        }
        return new Note(node, answered, submissions, deliveries);
    }

    private static Submission submission(String[] words) {
        Optional<String> kid = given(words[4]);
        return new Submission(
                words[1], words[2], given(words[3]), kid, kid.map(key -> new Link(Long.parseLong(words[5]), words[6])));
    }

    private static Optional<String> given(String word) {
        return Optional.of(word).filter(text -> !text.equals(NONE));
    }
}
