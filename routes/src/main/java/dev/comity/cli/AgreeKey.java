package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.crypto.SigningKey;
import dev.comity.yaml.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key that agrees for an agency, in the agency's own folder. */
final class AgreeKey {

    private AgreeKey() {}

    /**
     * @param data data folder with the agency's side in agencies/AGENCY
     * @throws CommandFailed where the key is not there or cannot be read
     */
    static SigningKey read(Path data, String agency) throws CommandFailed {
        Path file = data.resolve("agencies").resolve(agency).resolve("keys/agree.pem");
        if (!Files.isReadable(file)) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "%s cannot be read. Nothing was signed.%s"
                            .formatted(file, Suggestion.of(agency, HubFolder.agencies(data))));
        }
        try {
            return SigningKey.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s is no private key. Nothing was signed.".formatted(file), e);
        }
    }
}
