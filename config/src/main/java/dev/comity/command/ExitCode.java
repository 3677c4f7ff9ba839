package dev.comity.command;

/** The closed table of exit codes. A crash must never read as a verification that failed, so it has a code of its own. */
public final class ExitCode {

    /** Done, or all that was asked is verified. */
    public static final int DONE = 0;
    /** It failed: a check did not hold, a verification is false. */
    public static final int FAILED = 1;
    /** The command line itself is wrong. */
    public static final int USAGE = 2;
    /** Nothing is false, but something could not be checked. */
    public static final int INDETERMINATE = 3;
    /** Input is missing or unreadable. */
    public static final int INPUT = 4;
    /** The server or the network. */
    public static final int SERVER = 5;
    /** An error of Comity's own. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
