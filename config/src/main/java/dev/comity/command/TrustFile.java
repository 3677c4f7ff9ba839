package dev.comity.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.directory.TrustAnchors;
import dev.comity.json.Json;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code trust.yaml} that was read: the anchors that a verdict rests on, and which file they came from.
 *
 * @param digest base64url SHA-256 of the file's bytes
 */
public record TrustFile(Path file, String digest, TrustAnchors anchors) {

    /** @throws CommandFailed where the file is missing, unreadable or wrong; every problem in it is listed */
    public static TrustFile load(Path file) throws CommandFailed {
        List<Problem> problems = new ArrayList<>();
        try {
            byte[] bytes = Files.readAllBytes(file);
            TrustAnchors anchors = TrustAnchors.load(file, problems);
            List<Problem> errors = problems.stream().filter(Problem::isError).toList();
            if (!errors.isEmpty()) {
                throw new CommandFailed(ExitCode.INPUT, Problems.listed("Not checked", file.toString(), errors));
            }
            return new TrustFile(file, Base64Url.encode(Crypto.sha256(bytes)), anchors);
        } catch (IOException e) {
            throw CommandFailed.unreadable("Trust file", file, "Nothing was checked; name your own trust.yaml.");
        }
    }

    public ObjectNode json() {
        return Json.object()
                .put("file", file.toString())
                .put("sha256", digest)
                .put("quorum", anchors.quorum())
                .put("witnesses", anchors.witnesses().size());
    }
}
