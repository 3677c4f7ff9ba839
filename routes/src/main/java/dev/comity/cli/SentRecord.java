package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;

/**
 * A record in an agency's {@code send/} folder.
 *
 * @param file where it lies
 * @param receipt where the agency's side writes what became of it
 */
record SentRecord(Path file, Path receipt) {

    private static final long POLL_MILLIS = 100;

    /** Puts a record into {@code send/} in one step, so that a running agency never sees half of it. */
    static SentRecord drop(Path agencyFolder, byte[] record) throws CommandFailed {
        Path send = agencyFolder.resolve("send");
        String name = "by-hand-" + UUID.randomUUID();
        try {
            Files.createDirectories(send);
            Path part = Files.write(send.resolve("." + name + ".part"), record);
            Path file = Files.move(part, send.resolve(name + ".json"), StandardCopyOption.ATOMIC_MOVE);
            return new SentRecord(file, send.resolve(name + ".receipt.json"));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "Folder %s cannot be written. Nothing was sent.".formatted(send), e);
        }
    }

    /** @throws CommandFailed if no receipt came in time; the record stays where it is and is sent later */
    byte[] await(Duration patience) throws CommandFailed, IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!Files.exists(receipt)) {
            if (System.nanoTime() > end) {
                throw new CommandFailed(ExitCode.SERVER, """
                        No receipt within %d s: the hub did not answer. The record stays in the agency's folder and is sent
                        when the hub is there and 'comity agency run' runs; the receipt will be %s.""".formatted(patience.toSeconds(), receipt));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Files.readAllBytes(receipt);
    }
}
