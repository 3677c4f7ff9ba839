package dev.comity.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.config.Home;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.json.Json;
import dev.comity.opening.PresentationOpener.Opening;
import dev.comity.opening.Release.Held;
import java.nio.file.Files;
import java.util.stream.Stream;

/** The deliveries that the tests start from, in one world. */
final class Deliveries {

    static World world;

    private Deliveries() {}

    static Release plainDeath() throws Exception {
        return new Release(world, "death-to-public-rental", example("death-registration/1", "cremated"));
    }

    static Release boundDeath() throws Exception {
        ObjectNode whole = example("death-registration/1", "cremated");
        ObjectNode part = Json.object().put("holderToken", "T".repeat(43));
        Stream.of("deathDate", "evidenceLevel", "deathDivision").forEach(name -> part.set(name, whole.get(name)));
        return new Release(world, "death-to-concession", part);
    }

    interface Change {
        void on(Release release);
    }

    static Opening changed(Change change) throws Exception {
        Release release = plainDeath();
        change.on(release);
        return open(release.make(), "housing");
    }

    static PresentationOpener opener() throws Exception {
        return world.opener(world.trust());
    }

    static Opening open(Held held, String consumer) throws Exception {
        return opening(held.presentation(), held, consumer);
    }

    static Opening opening(String presentation, Held held, String consumer) throws Exception {
        return opener().open(presentation, held.logged(), held.proven(), consumer);
    }

    static Opening with(dev.comity.directory.TrustAnchors trust, Held held) throws Exception {
        return world.opener(trust).open(held.presentation(), held.logged(), held.proven(), "housing");
    }

    static SigningKey key() {
        return SigningKey.generate(KeyAlgorithm.ED25519);
    }

    static ObjectNode example(String type, String name) throws Exception {
        return Json.parseObject(Files.readAllBytes(Home.type(type).folder().resolve("examples/" + name + ".json")));
    }
}
