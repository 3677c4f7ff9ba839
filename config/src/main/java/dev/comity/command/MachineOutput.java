package dev.comity.command;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/** An option that chooses the form of the answer: a machine gets one also where the command could not begin. */
public interface MachineOutput {

    /** Prints the answer of a command that failed, in the form that was asked for; nothing in the form for people. */
    void failed(PrintWriter out, CommandFailed failed);

    /** Of a command that has such an option. */
    static Optional<MachineOutput> of(CommandLine command) {
        return command.getMixins().values().stream()
                .filter(MachineOutput.class::isInstance)
                .map(MachineOutput.class::cast)
                .findFirst();
    }
}
