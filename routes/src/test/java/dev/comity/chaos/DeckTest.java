package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.fault.FaultPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeckTest {

    private static ChaosPlan plan(long seed, FaultPoint... at) {
        return new ChaosPlan(Path.of("program"), Path.of("data"), 1, seed, List.of(at));
    }

    private static List<Life> draw(Deck deck, int lives) {
        return Stream.generate(deck::next).limit(lives).toList();
    }

    @Test
    void theSameSeedDrawsTheSameLives() {
        assertThat(draw(Deck.of(Side.Who.HUB, plan(7)), 100)).isEqualTo(draw(Deck.of(Side.Who.HUB, plan(7)), 100));
        assertThat(draw(Deck.of(Side.Who.HUB, plan(7)), 100)).isNotEqualTo(draw(Deck.of(Side.Who.HUB, plan(8)), 100));
    }

    @Test
    void everyPointOfAHubComesBeforeAnyComesTwice() {
        List<FaultPoint> points = Stream.of(FaultPoint.values())
                .filter(point -> !point.label().startsWith("agency-") && point != FaultPoint.HUB_BURIED)
                .toList();

        List<FaultPoint> drawn = draw(Deck.of(Side.Who.HUB, plan(7)), 100).stream()
                .flatMap(life -> life.point().stream())
                .limit(points.size())
                .toList();

        assertThat(drawn).containsExactlyInAnyOrderElementsOf(points);
    }

    @Test
    void everyPointButThatOfADeadLetterBelongsToOneSide() {
        List<FaultPoint> drawn = Stream.of(Side.Who.values())
                .flatMap(who -> draw(Deck.of(who, plan(7)), 200).stream())
                .flatMap(life -> life.point().stream())
                .distinct()
                .toList();

        assertThat(drawn).hasSize(FaultPoint.values().length - 1).doesNotContain(FaultPoint.HUB_BURIED);
    }

    @Test
    void whereOnePointIsAskedForNothingElseIsDrawnForTheHub() {
        assertThat(draw(Deck.of(Side.Who.HUB, plan(7, FaultPoint.HUB_SENT)), 20))
                .extracting(Life::point)
                .containsOnly(Optional.of(FaultPoint.HUB_SENT));
    }

    @Test
    void aChangeOfRulesIsAskedForWhereItsPointsAreDrawn() {
        assertThat(draw(Deck.of(Side.Who.HUB, plan(7)), 200))
                .allMatch(life -> life.reload()
                        == life.point()
                                .filter(p -> p == FaultPoint.RULES_KEPT || p == FaultPoint.RULES_LOGGED)
                                .isPresent());
    }
}
