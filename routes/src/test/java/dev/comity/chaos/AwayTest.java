package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that are away for long. Takes minutes; run with {@code -Dcomity.crash=true}. */
@EnabledIfSystemProperty(named = "comity.crash", matches = "true")
class AwayTest {

    private static final int RECORDS = 10_000;
    private static final int AT_ONCE = 400;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** The hub's heap is limited to 256 MB; what the queues hold would not fit into it. */
    private static final long MOST_MEGABYTES = 600;

    @TempDir
    Path folder;

    @Test
    void tenThousandRecordsWaitForAConsumerThatIsAwayInBoundedMemory() throws Exception {
        try (Scene scene = Scene.in(folder);
                Feeder feeder = Feeder.start(scene.bed.source(), AT_ONCE)) {
            // Given
            Side hub = scene.start(Side.Who.HUB);
            scene.start(Side.Who.PROVIDER);
            Logged log = new Logged(scene.bed.data().log());
            await().atMost(LONGEST).until(() -> feeder.given().size() >= RECORDS);
            feeder.close();
            await().atMost(LONGEST).until(() -> {
                log.readOn();
                return log.released(Bed.CONSUMER).size() == feeder.given().size();
            });
            hub.look();
            long waiting = hub.peakKilobytes() / 1024;

            // When
            try (Tap tap = Tap.start(scene.bed)) {
                scene.start(Side.Who.CONSUMER);
                await().atMost(LONGEST).until(() -> scene.account(feeder, tap).isComplete());

                // Then
                hub.look();
                System.out.printf(
                        "%d records: the hub had at most %d MB while they waited, %d MB in the end%n",
                        feeder.given().size(), waiting, hub.peakKilobytes() / 1024);
                assertThat(hub.peakKilobytes() / 1024).isLessThan(MOST_MEGABYTES);
                scene.assertAllIsWell(feeder, tap);
            }
        }
    }
}
