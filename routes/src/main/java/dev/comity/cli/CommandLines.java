package dev.comity.cli;

import dev.comity.command.ComityCommandLine;
import java.io.PrintWriter;
import picocli.CommandLine;

/** The one command with all its parts. */
public final class CommandLines {

    private CommandLines() {}

    /** A command line that writes to these two; it never ends the process. */
    public static CommandLine of(PrintWriter out, PrintWriter err) {
        return ComityCommandLine.of(new RootCommand(), out, err);
    }
}
