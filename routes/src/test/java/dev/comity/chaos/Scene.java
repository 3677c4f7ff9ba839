package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.log.LogVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small installation whose processes a test starts as it likes. */
final class Scene implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("comity.home"));

    final Bed bed;
    private final Path folder;
    private final Logged log;
    private final Map<Side.Who, Side> sides = new EnumMap<>(Side.Who.class);

    private Scene(Bed bed, Path folder) {
        this.bed = bed;
        this.folder = folder;
        this.log = new Logged(bed.data().log());
    }

    static Scene in(Path folder) throws IOException {
        return new Scene(Bed.make(new ChaosPlan(HOME, folder, 1, 1, List.of()), Instant.now()), folder);
    }

    Side start(Side.Who who) throws IOException {
        Side side = new Side(who, bed, folder, Deck.of(who, new ChaosPlan(HOME, folder, 1, 1, List.of())));
        sides.put(who, side);
        side.start(Life.LONG);
        return side;
    }

    /** Starts those again that have ended, as whoever supervises them would. */
    void restartWhatEnded() throws IOException {
        for (Side side : sides.values()) {
            if (side.program().ended().isPresent()) {
                System.out.printf(
                        "%s had ended with %d%n",
                        side.who(), side.program().ended().get());
                side.start(Life.LONG);
            }
        }
    }

    Account account(Feeder feeder, Tap tap) throws IOException {
        log.readOn();
        return new Account(feeder.given(), bed.handOvers().lines(), Set.of(), tap.taken(), tap.again(), log);
    }

    /** Stops everybody in order; then everything must be as it should be. */
    void assertAllIsWell(Feeder feeder, Tap tap) throws Exception {
        for (Side.Who who : List.of(Side.Who.PROVIDER, Side.Who.CONSUMER, Side.Who.HUB)) {
            assertThat(sides.get(who).program().stop()).as(who.toString()).contains(0);
        }
        Account account = account(feeder, tap);
        assertThat(account.lost()).as("lost").isEmpty();
        assertThat(account.doubled()).as("doubled").isEmpty();
        assertThat(account.unlogged()).as("unlogged").isEmpty();
        assertThat(Aftermath.problems(bed, account)).isEmpty();
        assertThat(LogVerifier.verify(bed.data().log(), bed.trust(), n -> {}).checks())
                .noneMatch(check -> check.status().equals("fail"));
    }

    @Override
    public void close() throws InterruptedException {
        for (Side side : sides.values()) {
            side.program().kill();
        }
    }
}
