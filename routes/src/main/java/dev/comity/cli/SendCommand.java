package dev.comity.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send")
final class SendCommand implements Callable<Integer> {
    @Parameters
    Path file;

    @Option(names = "--as", required = true)
    String agency;

    @Option(names = "--data", required = true)
    Path data;

    @Override
    public Integer call() throws CommandFailed {
        return 70;
    }
}
