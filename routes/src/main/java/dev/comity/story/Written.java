package dev.comity.story;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Condition;
import dev.comity.audit.LogEvidence;
import dev.comity.config.Configuration;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Where it is written: agreements, files and lines of the configuration that an entry names; nothing where that is not at hand. */
final class Written {

    private final LogEvidence evidence;

    Written(LogEvidence evidence) {
        this.evidence = evidence;
    }

    Optional<Agreement> agreement(String config, String digest) {
        return configuration(config).stream()
                .flatMap(configuration -> configuration.agreements().stream())
                .filter(agreement -> agreement.digest().equals(digest))
                .findFirst();
    }

    private Optional<Configuration> configuration(String digest) {
        try {
            return evidence.configuration(digest);
        } catch (IOException | IllegalArgumentException e) {
            // That a bundle is missing or wrong is for the verifier to say; the story goes on without file and line.
            return Optional.empty();
        }
    }

    static String file(Agreement agreement) {
        return "config/" + agreement.place();
    }

    /** The line that releases a field. */
    static Optional<String> release(Agreement agreement, String path) {
        return agreement.releaseLines().entrySet().stream()
                .filter(field -> field.getKey().value().equals(path))
                .findFirst()
                .map(field -> file(agreement) + ":" + field.getValue());
    }

    /** The line of the condition that a denial with this code and path speaks of. */
    static Optional<String> condition(Agreement agreement, String code, String path) {
        Stream<Condition> conditions = switch (code) {
            case "jurisdiction" -> agreement.jurisdiction().stream();
            case "condition" -> Stream.concat(agreement.when().stream(), agreement.jurisdiction().stream());
            default -> Stream.empty();
        };
        return conditions
                .filter(condition -> path.isEmpty()
                        || condition.inputs().stream()
                                .anyMatch(input -> input.value().equals(path)))
                .findFirst()
                .map(condition -> file(agreement) + ":" + condition.line());
    }

    /** Agreements whose conditions could have refused such a record: the entry of a refusal names none. */
    Stream<Agreement> refusing(String config, String provider, String record) {
        return configuration(config).stream()
                .flatMap(configuration -> configuration.agreements().stream())
                .filter(agreement -> agreement.provider().equals(provider)
                        && agreement.record().toString().equals(record));
    }
}
