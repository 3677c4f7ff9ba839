package dev.comity.cli;

import dev.comity.agency.AgencyRuntime;
import dev.comity.agency.AgencySettings;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

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

    static AgencyRuntime start(AgencySettings settings) throws Exception {
        try {
            return AgencyRuntime.start(settings, Clock.systemUTC());
        } catch (IOException e) {
            String message = "Not started: %s%nAgency folder: %s".formatted(DemoCommand.reason(e), settings.folder());
            throw new CommandFailed(ExitCode.SERVER, message, e);
        }
    }
}
