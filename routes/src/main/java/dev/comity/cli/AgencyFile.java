package dev.comity.cli;

import dev.comity.adapter.AdapterFolder;
import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.agency.AgencyView;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.Problems;
import dev.comity.control.AgencyOperator;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.api.ErrorCode;

/** An agency's {@code agency.yaml}, read and started for the command line. */
final class AgencyFile {

    private AgencyFile() {}

    /** @throws CommandFailed where it is missing, or with every problem in it */
    static AgencySettings load(Path file) throws CommandFailed {
        if (!Files.isReadable(file)) {
            throw CommandFailed.unreadable("Agency file", file, "Nothing was started.");
        }
        List<Problem> problems = new ArrayList<>();
        try {
            AgencySettings settings = AgencySettings.load(file, problems);
            List<Problem> errors = problems.stream().filter(Problem::isError).toList();
            if (!errors.isEmpty()) {
                throw new CommandFailed(ExitCode.FAILED, Problems.listed("Not started", file.toString(), errors));
            }
            return settings;
        } catch (IOException e) {
            throw CommandFailed.unreadable("Agency file", file, "Nothing was started.");
        }
    }

    /** @throws CommandFailed where its files are wrong, another process runs the folder, or a part cannot be started */
    static AgencyRuntime start(AgencySettings settings) throws Exception {
        try {
            return AgencyRuntime.start(settings, Clock.systemUTC());
        } catch (AgencyView.NotReady e) {
            String folder = settings.folder().toString();
            throw new CommandFailed(ExitCode.FAILED, Problems.listed("Not started", folder, e.problems()), e);
        } catch (IOException e) {
            throw notStarted(settings, DemoCommand.reason(e), e);
        } catch (SQLException e) {
            throw notStarted(settings, isHeld(e) ? "another process runs this folder" : "agency.mv.db is unusable", e);
        }
    }

    /** @throws CommandFailed where the socket cannot be made; the agency's side is stopped then */
    static AgencyOperator listen(AgencySettings settings, AgencyRuntime runtime) throws Exception {
        try {
            return AgencyOperator.listen(settings.folder(), runtime);
        } catch (IOException e) {
            runtime.close();
            throw notStarted(settings, "control.sock cannot be made (" + e.getMessage() + ")", e);
        }
    }

    private static CommandFailed notStarted(AgencySettings settings, String reason, Exception cause) {
        String message = "Not started: %s.%nAgency folder: %s".formatted(reason, settings.folder());
        return new CommandFailed(ExitCode.SERVER, message, cause);
    }

    private static boolean isHeld(Throwable cause) {
        return cause instanceof SQLException e && e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
    }

    /**
     * Runs the agency's side for one record by hand, unless another process runs it already and will do so itself. Sources stay
     * still; sinks run, because what arrives meanwhile must reach the agency's system before it is acknowledged.
     */
    static AutoCloseable startToSend(AgencySettings settings) throws Exception {
        try {
            return start(withoutSources(settings));
        } catch (CommandFailed e) {
            if (isHeld(e.getCause())) {
                return () -> {};
            }
            throw e;
        }
    }

    private static AgencySettings withoutSources(AgencySettings settings) throws IOException {
        List<Path> sinks = new ArrayList<>();
        for (Path folder : settings.adapters()) {
            boolean source = AdapterFolder.load(folder, new ArrayList<>())
                    .filter(adapter -> adapter.direction() == AdapterFolder.Direction.SOURCE)
                    .isPresent();
            if (!source) {
                sinks.add(folder);
            }
        }
        return settings.with(sinks, Map.of());
    }
}
