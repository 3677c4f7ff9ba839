package dev.comity.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.hub.Hub;
import dev.comity.hub.ReloadRefused;
import dev.comity.json.Json;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads configuration, record types and the registrar's statements anew and gives them to the running hub. Where anything is
 * wrong, what was in force before still is, and the answer says all that is wrong.
 *
 * @param schemas folder of the record types
 * @param config folder of the configuration
 * @param directory folder of the registrar's statements
 */
public record Reload(Path schemas, Path config, Path directory, TrustAnchors trust) {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /**
     * The answer for the control socket: {@code verdict} is {@code reloaded}, {@code refused} (with {@code problems}) or
     * {@code failed}.
     */
    public ObjectNode answer(Hub hub) {
        List<Problem> problems = new ArrayList<>();
        try {
            AgreementsInForce inForce = into(hub, problems);
            return inForce(answer("reloaded", problems).put("digest", hub.configuration()), inForce);
        } catch (ReloadRefused e) {
            problems.addAll(e.problems());
            LOG.warn("The changed configuration is not taken over; the one before it is in force: {}", e.getMessage());
            return answer("refused", problems);
        } catch (IOException e) {
            LOG.warn("The changed configuration is not taken over; the one before it is in force", e);
            return answer("failed", problems).put("detail", String.valueOf(e.getMessage()));
        }
    }

    /** What the hub decides by now. */
    static ObjectNode agreements(Hub hub) {
        ObjectNode answer = Json.object().put("v", 1).put("verdict", "listed").put("digest", hub.configuration());
        return inForce(answer, hub.agreements());
    }

    private static ObjectNode inForce(ObjectNode answer, AgreementsInForce inForce) {
        ArrayNode agreements = answer.putArray("agreements");
        inForce.all()
                .forEach(a -> agreements
                        .addObject()
                        .put("agreement", a.id())
                        .put("version", a.version())
                        .put("file", a.place()));
        ArrayNode not = answer.putArray("notInForce");
        inForce.notInForce()
                .forEach(n -> not.addObject()
                        .put("agreement", n.agreement().id())
                        .put("version", n.agreement().version())
                        .put("file", n.agreement().place())
                        .put("reason", n.reason()));
        return answer;
    }

    private AgreementsInForce into(Hub hub, List<Problem> problems) throws IOException, ReloadRefused {
        RecordTypes types = RecordTypes.load(schemas, problems);
        Directory statements = Directory.load(directory, trust, problems);
        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(config, types, System.getenv());
        problems.addAll(loaded.problems());
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new ReloadRefused(List.of());
        }
        Configuration configuration = loaded.configuration().orElseThrow();
        return hub.reload(configuration, statements);
    }

    private static ObjectNode answer(String verdict, List<Problem> problems) {
        ObjectNode answer = Json.object().put("v", 1).put("verdict", verdict);
        ArrayNode list = answer.putArray("problems");
        problems.stream()
                .filter(Problem::isError)
                .sorted()
                .forEach(problem -> list.addObject()
                        .put("file", problem.file())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("message", problem.message()));
        return answer;
    }
}
