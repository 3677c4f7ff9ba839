package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A disk that has no room left, a real one: a small file system of its own below log, broker, index, evidence or state, filled
 * while records flow and emptied again. Needs root and takes minutes; run with {@code -Dcomity.crash=true}.
 */
@EnabledIfSystemProperty(named = "comity.crash", matches = "true")
class DiskFullTest {

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration FULL_FOR = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path mounted;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"log, 16", "hub/broker, 400", "hub/index, 24", "hub/evidence, 16", "hub/state, 16"})
    void whatHasNoRoomWaitsAndNothingIsLostOrDoubled(String part, int megabytes) throws Exception {
        try (Scene scene = Scene.in(folder)) {
            // Given
            mount(scene.bed.data().root().resolve(part), megabytes);
            try (Tap tap = Tap.start(scene.bed);
                    Feeder feeder = Feeder.start(scene.bed.source(), 3)) {
                for (Side.Who who : Side.Who.values()) {
                    scene.start(who);
                }
                await().atMost(LONGEST).until(() -> tap.taken().size() > 20);

                // When
                Path ballast = fill();
                Thread.sleep(FULL_FOR.toMillis());
                Account full = scene.account(feeder, tap);
                Files.delete(ballast);
                scene.restartWhatEnded();
                feeder.close();

                // Then
                assertThat(full.unlogged()).as("delivered unlogged while full").isEmpty();
                await().atMost(LONGEST).until(() -> scene.account(feeder, tap).isComplete());
                scene.assertAllIsWell(feeder, tap);
            }
        }
    }

    /** What stands there already, goes along. */
    private void mount(Path point, int megabytes) throws Exception {
        Path aside = Files.createDirectories(folder.resolve("aside"));
        Files.createDirectories(point);
        run("cp", "-a", point + "/.", aside.toString());
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", point.toString());
        mounted = point;
        run("cp", "-a", aside + "/.", point.toString());
    }

    /** Takes all the room that is left. */
    private Path fill() throws IOException {
        Path ballast = mounted.resolve("ballast");
        byte[] block = new byte[4 * 1024];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            run("umount", mounted.toString());
        }
    }
}
