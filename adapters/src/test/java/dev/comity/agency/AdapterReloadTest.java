package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.comity.adapter.AdapterPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One adapter is taken over anew while its neighbours run; what was read stays read. */
class AdapterReloadTest {

    private static final Clock CLOCK = Clock.fixed(SampleCity.NOW, ZoneOffset.UTC);
    private static final String ID = "housing/rental-applications";

    @TempDir
    Path root;

    private SampleCity city;
    private Path folder;
    private Path files;

    @BeforeEach
    void city() throws Exception {
        city = SampleCity.in(root);
        folder = Files.createDirectories(root.resolve("adapters/housing/rental-applications"));
        for (String name : List.of("adapter.yaml", "route.camel.yaml", "mapping.jslt")) {
            Files.copy(SampleCity.HOME.resolve("adapters").resolve(ID).resolve(name), folder.resolve(name));
        }
        files = Files.createDirectories(city.folder("housing").resolve("source/applications"));
        drop("one.csv", "submitted.csv");
    }

    private void drop(String name, String sample) throws Exception {
        Path from = SampleCity.HOME
                .resolve("adapters")
                .resolve(ID)
                .resolve("samples")
                .resolve(sample);
        Files.copy(from, files.resolve("." + name));
        Files.move(files.resolve("." + name), files.resolve(name));
    }

    private AgencyRuntime start() throws Exception {
        AgencySettings settings = city.settings("housing", List.of("housing/opened-records"), Map.of());
        AgencyRuntime runtime = AgencyRuntime.start(
                settings.with(List.of(folder, settings.adapters().get(0)), Map.of()), CLOCK);
        await().atMost(Duration.ofMinutes(1)).until(() -> runtime.status().sent() == 1);
        return runtime;
    }

    private String digest() throws Exception {
        return AdapterPackage.of(ID, folder).digest();
    }

    private void edit(String file, String find, String replace) throws Exception {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(find);
        Files.writeString(folder.resolve(file), text.replace(find, replace));
    }

    @Test
    void aChangedMappingIsTakenOverAndNoFileIsSentTwice() throws Exception {
        try (AgencyRuntime runtime = start()) {
            edit("mapping.jslt", "\"status\": .status,", "\"status\": .status + \"-unknown\",");

            runtime.reload(ID, digest());

            drop("two.csv", "leased.csv");
            await().atMost(Duration.ofMinutes(1)).until(() -> runtime.status().notSendable() == 1);
            assertThat(runtime.status().sent()).isEqualTo(1);
            assertThat(runtime.status().repeated()).isZero();
        }
    }

    @Test
    void whatDoesNotLoadOrHasChangedSinceItWasCheckedLeavesTheOldOneRunning() throws Exception {
        try (AgencyRuntime runtime = start()) {
            String checked = digest();
            edit("mapping.jslt", "\"status\": .status,", "\"status\": .status +,");

            assertThatThrownBy(() -> runtime.reload(ID, checked)).hasMessageContaining("changed since it was checked");
            assertThatThrownBy(() -> runtime.reload(ID, digest())).hasMessageContaining("mapping.jslt");
            assertThatThrownBy(() -> runtime.reload("housing/other", checked)).hasMessageContaining(ID);

            drop("two.csv", "leased.csv");
            await().atMost(Duration.ofMinutes(1)).until(() -> runtime.status().sent() == 2);
        }
    }

    @Test
    void aRouteThatCannotBeStartedLeavesTheOldOneRunning() throws Exception {
        try (AgencyRuntime runtime = start()) {
            edit("route.camel.yaml", "uri: file:{{housing/rental-applications.folder}}", "uri: nothing:here");

            assertThatThrownBy(() -> runtime.reload(ID, digest())).isNotInstanceOf(AgencyView.NotReady.class);

            drop("two.csv", "leased.csv");
            await().atMost(Duration.ofMinutes(1)).until(() -> runtime.status().sent() == 2);
        }
    }
}
