package dev.comity.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPointTest {

    /** Passes one point three times, and says so; with an interrupt of its own each time. */
    static final class Walk {
        public static void main(String[] args) {
            Thread walker = Thread.currentThread();
            for (int i = 1; i <= 3; i++) {
                walker.interrupt();
                FaultPoint.HUB_SENT.reach();
                System.err.println("passed " + i);
            }
        }
    }

    @Test
    void aProcessThatIsNotArmedPassesEveryPoint() throws Exception {
        assertThat(said(start())).containsExactly("passed 1", "passed 2", "passed 3");
    }

    @Test
    void aProcessThatIsArmedForAnotherPointPassesThisOne() throws Exception {
        assertThat(said(start("-Dcomity.fault=hub-received"))).containsExactly("passed 1", "passed 2", "passed 3");
    }

    @Test
    @Timeout(30)
    void anArmedProcessStandsStillAtItsTurnAndSaysSo() throws Exception {
        // Given
        Process process = start("-Dcomity.fault=hub-sent:2");
        BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);

        // When
        List<String> said = List.of(lines.readLine(), lines.readLine());

        // Then
        assertThat(said).containsExactly("passed 1", "fault point hub-sent reached");
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).as("went on").isFalse();
        assertThat(lines.ready()).as("said more").isFalse();
        process.destroyForcibly().waitFor();
    }

    @Test
    void anArmedPointHasItsTurnOnce() {
        ArmedPoint armed = ArmedPoint.parse("notes-kept:3");

        List<Boolean> turns = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            assertThat(armed.isNow(FaultPoint.NOTES_TAKEN)).isFalse();
            turns.add(armed.isNow(FaultPoint.NOTES_KEPT));
        }

        assertThat(turns).containsExactly(false, false, true, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub-sent:", "hub-sent:0", "hub-sent:-1", "hub-sent:two", "HUB_SENT", "hub-sent:1:2"})
    void whatHasNotTheFormIsRefused(String text) {
        assertThatThrownBy(() -> ArmedPoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameThatIsNoneIsAnsweredWithAllThatThereAre() {
        assertThatThrownBy(() -> ArmedPoint.parse("hub-sunk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub-sunk")
                .hasMessageContaining("hub-sent")
                .hasMessageContaining("log-tiles-durable");
    }

    @Test
    void everyPointIsFoundByItsLabel() {
        assertThat(FaultPoint.values())
                .allSatisfy(point -> assertThat(FaultPoint.of(point.label())).contains(point));
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(Stream.of(options).toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Walk.class.getName()));
        return new ProcessBuilder(command).start();
    }

    private static List<String> said(Process process) throws IOException, InterruptedException {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> said = lines.lines().toList();
            assertThat(process.waitFor()).isZero();
            return said;
        }
    }
}
