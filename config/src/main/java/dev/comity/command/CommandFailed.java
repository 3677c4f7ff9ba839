package dev.comity.command;

import java.nio.file.Path;

/** A command that cannot do what was asked, with what to tell the user. Carries no stack trace to the screen. */
public final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode from {@link ExitCode}
     * @param message where, what was found, what was expected, what to do next; may have several lines
     */
    public CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandFailed(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A file or folder that is not there or cannot be read. */
    public static CommandFailed unreadable(String what, Path path, String todo) {
        return new CommandFailed(ExitCode.INPUT, "%s %s cannot be read. %s".formatted(what, path, todo));
    }

    public int exitCode() {
        return exitCode;
    }
}
