package dev.comity.kit;

import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationLoader;
import dev.comity.record.RecordTypes;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The kit as JUnit 5 tests, for those who build with Maven; whoever calls it brings JUnit. A {@code @TestFactory} returns
 * {@code ContractKit.in(home).tests(folder)}.
 */
public final class ContractKit {

    private final Kit kit;

    private ContractKit(Kit kit) {
        this.kit = kit;
    }

    /**
     * @param home the program's home, with {@code schemas/} and {@code config/}
     * @throws IllegalStateException where these have errors; each is named
     */
    public static ContractKit in(Path home) throws IOException {
        List<Problem> problems = new ArrayList<>();
        RecordTypes types = RecordTypes.load(home.resolve("schemas"), problems);
        ConfigurationLoader.Loaded loaded = ConfigurationLoader.load(home.resolve("config"), types, Map.of());
        problems.addAll(loaded.problems());
        Configuration configuration = loaded.configuration()
                .orElseThrow(() -> new IllegalStateException(
                        problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))));
        return new ContractKit(new Kit(types, Optional.of(configuration), home, Clock.systemUTC()));
    }

    /** A container for each adapter's folder below these, with a test for each check. */
    public Stream<DynamicContainer> tests(Path... below) throws IOException {
        List<DynamicContainer> containers = new ArrayList<>();
        for (Path one : below) {
            for (Path folder : Kit.folders(one)) {
                AdapterOutcome outcome = kit.test(folder);
                containers.add(DynamicContainer.dynamicContainer(
                        outcome.folder(), outcome.checks().stream().map(ContractKit::test)));
            }
        }
        return containers.stream();
    }

    private static DynamicTest test(CheckOutcome check) {
        return DynamicTest.dynamicTest(check.number() + " " + check.id() + ": " + check.title(), () -> {
            if (check.failed()) {
                throw new AssertionFailedError(
                        check.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
            }
            if (check.status() == Status.SKIPPED) {
                throw new TestAbortedException(check.reason());
            }
        });
    }
}
