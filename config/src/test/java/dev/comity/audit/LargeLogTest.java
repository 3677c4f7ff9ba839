package dev.comity.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that grows is verified to its end. The build writes a short one; {@code -Dcomity.large.entries=1000000
 * -Dcomity.large.folder=DIR} writes a long one to keep, with its trust.yaml beside it, and prints how fast.
 */
class LargeLogTest {

    @Test
    void everyEntryIsVerified(@TempDir Path folder) throws Exception {
        long entries = Long.getLong("comity.large.entries", 3_000);
        Path target = Path.of(System.getProperty("comity.large.folder", folder.toString()));
        City city = new City(Files.createTempDirectory(folder, "config"));
        Files.createDirectories(target);

        LargeLog.Rates rates = new LargeLog(city).write(target.resolve("log"), entries);

        Files.writeString(target.resolve("trust.yaml"), city.trust().toYaml());
        System.out.println(rates);
        Answer answer = LogSubject.verify(target.resolve("log"), city.trust(), List.of(), done -> {});
        assertThat(answer.word()).as(answer.lines().toString()).isEqualTo("VERIFIED");
    }
}
