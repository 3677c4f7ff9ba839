package dev.comity.agreement;

import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlObject;
import java.util.List;
import java.util.Optional;

/** Reads {@code basis: {kind, instrument, article, responsibility}}; the kind comes from the closed list. */
final class BasisReader {

    private final List<Problem> problems;

    BasisReader(List<Problem> problems) {
        this.problems = problems;
    }

    Optional<Basis> read(YamlObject parent) {
        return parent.object("basis").flatMap(basis -> {
            Optional<String> kind = basis.text("kind").filter(word -> known(basis, word));
            Optional<String> instrument = basis.text("instrument");
            Optional<String> article = basis.text("article");
            String responsibility = basis.optionalText("responsibility").orElse("");
            basis.finish();
            return kind.isPresent() && instrument.isPresent() && article.isPresent()
                    ? Optional.of(new Basis(kind.get(), instrument.get(), article.get(), responsibility))
                    : Optional.empty();
        });
    }

    private boolean known(YamlObject basis, String kind) {
        boolean known = Basis.KINDS.contains(kind);
        if (!known) {
            problems.add(basis.node()
                    .members()
                    .get("kind")
                    .value()
                    .error("legal basis '" + kind + "' does not exist." + Suggestion.of(kind, Basis.KINDS)));
        }
        return known;
    }
}
