package dev.comity.agency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.Items;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.SourceLedger;
import dev.comity.outbox.SourceLedger.SourceCount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files grow, are cut, are copied under other names and are read again; what they say is sent once. */
class FeedingFilesTest {

    private static AgencyDatabase database;
    private static SourceIntake intake;
    private static AdapterFolder adapter;
    private static int runs;

    @BeforeAll
    @BeforeContainer
    static void open() throws Exception {
        if (database != null) {
            return;
        }
        Path root = Files.createTempDirectory("feeding");
        SampleCity city = SampleCity.in(root);
        SampleSealer sealing = SampleSealer.of(city, "land-registry");
        adapter = AdapterFolder.load(SampleCity.HOME.resolve("adapters/land-registry/price-paid"), new ArrayList<>())
                .orElseThrow();
        database = AgencyDatabase.open(city.folder("land-registry"));
        Outbox outbox =
                new Outbox(database, "land-registry", city.hub(), sealing.keys().seal());
        intake = new SourceIntake(
                database,
                outbox,
                new ItemSealer(sealing::sealer),
                new NotSendableFolder(root.resolve("not-sendable")),
                new OutboxRoom("land-registry", outbox, 1_000_000),
                Clock.fixed(SampleCity.NOW, ZoneOffset.UTC));
    }

    @AfterAll
    @AfterContainer
    static void close() throws Exception {
        if (database != null) {
            database.close();
            database = null;
        }
    }

    /** Some files of one run, with names and transactions that no other run has. */
    private static final class Folder {
        private final int run = runs++;
        private final Map<String, String> files = new HashMap<>();
        private final Set<String> complete = new HashSet<>();
        private int lines;

        private String name(int file) {
            return run + "-" + file + ".csv";
        }

        /** A line that no file has: one of three transactions at another price. */
        String newLine() {
            UUID transaction = new UUID(run, 0x8000000000000000L | lines % 3);
            return line("{" + transaction + "}", Integer.toString(100_000 + lines++), "A");
        }

        void append(int file, String text) {
            files.merge(name(file), text, String::concat);
        }

        void cut(int file, int characters) {
            files.computeIfPresent(
                    name(file), (name, text) -> text.substring(0, Math.max(0, text.length() - characters)));
        }

        void copy(int from, int to) {
            if (files.containsKey(name(from))) {
                files.put(name(to), files.get(name(from)));
            }
        }

        void feed(int file) throws Exception {
            String text = files.getOrDefault(name(file), "");
            text.lines()
                    .filter(line -> line.split(",", -1).length == 16 && line.endsWith("\"A\""))
                    .forEach(complete::add);
            intake.file(
                    adapter,
                    name(file),
                    Items.of(adapter.input().orElseThrow(), text.getBytes(StandardCharsets.UTF_8)));
        }

        List<SourceCount> counts() throws Exception {
            return new SourceLedger(database)
                    .counts().stream()
                            .filter(count -> count.name().startsWith(run + "-"))
                            .toList();
        }

        SourceCount count(int file) throws Exception {
            return counts().stream()
                    .filter(count -> count.name().equals(name(file)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String line(String transaction, String price, String change) {
        return "\"%s\",\"%s\",\"2025-11-14 00:00\",\"\",\"T\",\"N\",\"F\",\"1\",\"\",\"\",\"\",\"TOWN\",\"\",\"\",\"A\",\"%s\""
                .formatted(transaction, price, change);
    }

    /** One thing that happens to a folder. */
    @FunctionalInterface
    interface Event {
        void happen(Folder folder) throws Exception;
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> file = Arbitraries.integers().between(0, 3);
        Arbitrary<Event> append = file.map(f -> folder -> folder.append(f, folder.newLine() + "\n"));
        Arbitrary<Event> feed = file.map(f -> folder -> folder.feed(f));
        Arbitrary<Event> growing =
                file.flatMap(f -> Arbitraries.integers().between(1, 100).map(cut -> folder -> {
                    String line = folder.newLine() + "\n";
                    folder.append(f, line.substring(0, cut));
                    folder.feed(f);
                    folder.append(f, line.substring(cut));
                    folder.feed(f);
                }));
        Arbitrary<Event> shrinking =
                file.flatMap(f -> Arbitraries.integers().between(1, 150).map(cut -> folder -> {
                    String whole = folder.files.getOrDefault(folder.name(f), "");
                    folder.cut(f, cut);
                    folder.feed(f);
                    folder.files.put(folder.name(f), whole);
                    folder.feed(f);
                }));
        Arbitrary<Event> copy =
                file.flatMap(from -> Arbitraries.integers().between(4, 6).map(to -> folder -> {
                    folder.copy(from, to);
                    folder.feed(to);
                }));
        return Arbitraries.oneOf(append, feed, growing, shrinking, copy).list().ofMaxSize(25);
    }

    @Property(tries = 40)
    void everyLineThatWasEverCompleteIsSentOnce(@ForAll("events") List<Event> events) throws Exception {
        Folder folder = new Folder();
        for (Event event : events) {
            event.happen(folder);
        }
        for (int file = 0; file < 4; file++) {
            folder.feed(file);
        }

        assertThat(folder.counts().stream().mapToLong(SourceCount::sent).sum()).isEqualTo(folder.complete.size());
        assertThat(folder.counts())
                .allSatisfy(count -> assertThat(count.sent() + count.repeated() + count.notSendable())
                        .isEqualTo(count.lines()));
    }

    @Test
    void aCopyUnderAnotherNameIsAFileOfItsOwnThatBringsNothingNew() throws Exception {
        Folder folder = new Folder();
        for (int i = 0; i < 7; i++) {
            folder.append(0, folder.newLine() + "\n");
        }
        folder.feed(0);
        folder.copy(0, 1);

        folder.feed(1);

        assertThat(folder.count(1))
                .extracting(SourceCount::lines, SourceCount::repeated)
                .containsExactly(7L, 7L);
    }

    @Test
    void aHalfWrittenLineIsKeptAsideUntilItIsComplete() throws Exception {
        Folder folder = new Folder();
        String line = folder.newLine() + "\n";
        folder.append(0, folder.newLine() + "\n" + line.substring(0, 50));
        folder.feed(0);
        SourceCount half = folder.count(0);
        folder.append(0, line.substring(50));

        folder.feed(0);

        assertThat(half).extracting(SourceCount::sent, SourceCount::notSendable).containsExactly(1L, 1L);
        assertThat(folder.count(0))
                .extracting(SourceCount::lines, SourceCount::sent, SourceCount::notSendable)
                .containsExactly(2L, 2L, 0L);
    }

    @Test
    void aChangeBackToAnEarlierStateIsAChange() throws Exception {
        Folder folder = new Folder();
        String one = folder.newLine();
        String other = one.replace("100000", "100001");
        folder.append(0, one + "\n" + other + "\n" + other + "\n" + one + "\n");

        folder.feed(0);

        assertThat(folder.count(0))
                .extracting(SourceCount::sent, SourceCount::repeated)
                .containsExactly(3L, 1L);
    }

    @Test
    void aLineThatCannotBeReadSpoilsNoOther() throws Exception {
        Folder folder = new Folder();
        String tooFew = folder.newLine();
        folder.append(0, folder.newLine() + "\n" + tooFew.substring(0, tooFew.lastIndexOf(',')) + "\n");
        folder.append(0, "\"open quote\n" + folder.newLine().replace("2025-11-14", "2025-13-14") + "\n");
        folder.append(0, "\n" + folder.newLine() + "\r\n");

        folder.feed(0);

        assertThat(folder.count(0))
                .extracting(SourceCount::lines, SourceCount::sent, SourceCount::notSendable)
                .containsExactly(5L, 2L, 3L);
    }
}
