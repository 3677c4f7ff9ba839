package dev.comity.broker;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own, to which the hub comes over TCP like everybody. */
class StandaloneBrokerAccessTest extends AccessPromises {

    @TempDir
    static Path folder;

    private static SampleStandalone sample;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleStandalone.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        sample.close();
    }

    @Override
    Broker broker() {
        return sample.broker();
    }
}
