package dev.comity.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencyView;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to whoever runs an agency's side: a control socket in the agency's folder. */
public final class AgencyOperator implements AutoCloseable {

    /** The word that reloads one adapter; its arguments are {@code adapter} and the {@code digest} of the folder as it was checked. */
    public static final String RELOAD = "reload-adapter";

    private static final Logger LOG = LoggerFactory.getLogger(AgencyOperator.class);

    private final ControlSocket socket;

    private AgencyOperator(ControlSocket socket) {
        this.socket = socket;
    }

    /**
     * @param folder of the agency
     * @throws IOException if the socket cannot be made
     */
    public static AgencyOperator listen(Path folder, AgencyRuntime runtime) throws IOException {
        return new AgencyOperator(ControlSocket.open(folder, Map.of(RELOAD, request -> reload(runtime, request))));
    }

    /** {@code verdict} is {@code reloaded}, {@code refused} (with {@code problems}) or {@code failed} (with {@code detail}). */
    private static ObjectNode reload(AgencyRuntime runtime, ObjectNode request) {
        String adapter = request.path("adapter").asText();
        try {
            runtime.reload(adapter, request.path("digest").asText());
            return answer("reloaded", List.of());
        } catch (AgencyView.NotReady e) {
            LOG.warn("{} is not reloaded; the one before runs on: {}", adapter, e.getMessage());
            return answer("refused", e.problems());
        } catch (Exception e) {
            LOG.warn("{} is not reloaded; the one before runs on", adapter, e);
            return answer("failed", List.of()).put("detail", "its route could not be started: " + root(e));
        }
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static ObjectNode answer(String verdict, List<Problem> problems) {
        ObjectNode answer = Json.object().put("v", 1).put("verdict", verdict);
        ArrayNode list = answer.putArray("problems");
        problems.forEach(problem -> list.addObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message()));
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
