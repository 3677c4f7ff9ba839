package dev.comity.agency;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an agency knows and trusts by itself: record types, anchors, directory, and the agreements that both sides signed. Read at
 * start; a change takes effect with the next one.
 */
public record AgencyView(
        RecordTypes types,
        TrustAnchors trust,
        Directory directory,
        Configuration configuration,
        AgreementsInForce agreements) {

    /** @throws NotReady with every problem of every file */
    public static AgencyView load(AgencySettings settings, Map<String, String> environment, Instant now)
            throws IOException, NotReady {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(settings.schemas(), problems);
        TrustAnchors trust = TrustAnchors.load(settings.trust(), problems);
        NotReady.require(problems);
        Directory directory = Directory.load(settings.directory(), trust, problems);
        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(settings.config(), types, environment);
        problems.addAll(loaded.problems());
        NotReady.require(problems);
        Configuration configuration = loaded.configuration().orElseThrow();
        return new AgencyView(
                types, trust, directory, configuration, AgreementsInForce.of(configuration, directory, now));
    }

    /** Something that the agency's side needs is wrong or missing. */
    public static final class NotReady extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Problem> problems;

        NotReady(List<Problem> problems) {
            super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            this.problems = List.copyOf(problems);
        }

        static void require(List<Problem> problems) throws NotReady {
            List<Problem> errors = problems.stream().filter(Problem::isError).toList();
            if (!errors.isEmpty()) {
                throw new NotReady(errors);
            }
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
