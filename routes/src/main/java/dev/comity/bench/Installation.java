package dev.comity.bench;

import dev.comity.config.Configuration;
import dev.comity.crypto.SigningKey;
import dev.comity.demo.DataFolder;
import dev.comity.demo.Provisioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A data folder in which a hub of the benchmark can start, with the keys of everybody who takes part.
 *
 * @param schemas folder of the record types
 */
record Installation(BenchPlan plan, Provisioning.Provisioned setting, Path schemas) {

    /**
     * @param folder empty or missing; all that is made lies below it
     * @param program the program's home
     */
    static Installation make(Path folder, Path program, BenchPlan plan, Instant now) throws IOException {
        Path home = folder.resolve("home");
        BenchHome.write(home, program, plan, LocalDate.ofInstant(now, ZoneOffset.UTC));
        Files.createDirectories(home.resolve("adapters"));
        var setting = Provisioning.provision(home, home.resolve("config"), new DataFolder(folder.resolve("data")), now);
        return new Installation(plan, setting, home.resolve("schemas"));
    }

    Path data() {
        return setting.data().root();
    }

    Configuration configuration() {
        return setting.configuration();
    }

    SigningKey key(String agency, String name) throws IOException {
        return SigningKey.read(setting.data().agency(agency).resolve("keys/" + name + ".pem"));
    }

    /** With which an agency logs in to the broker. */
    String password(String agency) throws IOException {
        return Files.readString(setting.data().agency(agency).resolve("keys/broker.password"))
                .strip();
    }

    /** The hub's delivery key, for which envelopes are sealed. */
    SigningKey hubKey() throws IOException {
        return SigningKey.read(setting.data().hub().resolve("keys/deliver.pem"));
    }
}
