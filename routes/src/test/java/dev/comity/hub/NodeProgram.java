package dev.comity.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program on Node.js in a folder of the repository, with the packages that its lock file names.
 *
 * @param folder below the repository
 */
record NodeProgram(Path folder) {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));
    /** Set where a skipped test must not pass for one that ran. */
    private static final String REQUIRED = "COMITY_REQUIRE_OUTSIDE_CLIENT";

    /** What it ended with and what it printed, errors too. */
    record Outcome(int exitCode, String output) {}

    /** Skips the test that asks where Node.js or the packages are not there. */
    static NodeProgram require(String folder) {
        Path program = HOME.resolve(folder);
        boolean there = hasNode() && Files.isDirectory(program.resolve("node_modules/rhea"));
        String todo = "needs Node.js 20 and 'npm ci' in " + folder;
        if (System.getenv(REQUIRED) != null) {
            assertThat(there).as(todo).isTrue();
        }
        assumeTrue(there, todo);
        return new NodeProgram(program);
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs it to its end, for two minutes at most. @param work a folder for what it prints */
    Outcome run(Path work, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Path output = work.resolve("node.out");
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().putAll(environment);
        Process process = program.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
