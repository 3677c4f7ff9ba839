package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A presentation and what lies beside it under the same name.
 *
 * @param name the file's name without its ending, for received files the delivery id
 * @param presentation as received
 * @param entry bytes of {@code .entry}, if it is there
 * @param proof text of {@code .tlog-proof}, if it is there
 */
record ReceivedFiles(String name, String presentation, Optional<byte[]> entry, Optional<String> proof) {

    private static final String ENDING = ".sdjwt";
    /** Presentations are at most 20 MiB; nothing larger is read into memory. */
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    /** @throws CommandFailed where the presentation cannot be read; an absent entry or proof is left to the checks */
    static ReceivedFiles read(Path file) throws CommandFailed {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.endsWith(ENDING) ? fileName.substring(0, fileName.length() - ENDING.length()) : fileName;
        String presentation = text(bytes(file)
                .orElseThrow(() -> CommandFailed.unreadable(
                        "Presentation", file, "Nothing was checked; name a .sdjwt file as an agency received it.")));
        return new ReceivedFiles(
                name,
                presentation.strip(),
                bytes(file.resolveSibling(name + ".entry")),
                bytes(file.resolveSibling(name + ".tlog-proof")).map(ReceivedFiles::text));
    }

    private static Optional<byte[]> bytes(Path file) throws CommandFailed {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CommandFailed(
                        ExitCode.INPUT, "%s is larger than 32 MiB. Nothing was checked.".formatted(file));
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CommandFailed.unreadable("File", file, "Nothing was checked.");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
