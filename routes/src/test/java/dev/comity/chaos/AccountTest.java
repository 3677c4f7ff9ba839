package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each way to lose, to double or to deliver unlogged is counted, and what is as it should be is not. */
class AccountTest {

    private final Set<String> given = new LinkedHashSet<>(List.of("t1", "t2"));
    private final List<HandOvers.Line> handOvers =
            new ArrayList<>(List.of(new HandOvers.Line("d1", "1", "t1"), new HandOvers.Line("d2", "1", "t2")));
    private final Set<String> tapped = new LinkedHashSet<>(List.of("s1", "s2"));
    private final Set<String> again = new LinkedHashSet<>();
    private final Logged log = new Logged(Path.of("no log"));

    AccountTest() {
        for (String n : List.of("1", "2")) {
            log.accepted("j" + n);
            log.released(Bed.CONSUMER, "d" + n);
            log.released(Bed.TAP, "s" + n);
            log.acknowledged("d" + n);
        }
    }

    private Account account() {
        return new Account(given, handOvers, Set.of("3"), tapped, again, log);
    }

    @Test
    void whatCameOnceToEverybodyIsComplete() {
        assertThat(account().isComplete()).isTrue();
        assertThat(account().lost()).isEmpty();
        assertThat(account().doubled()).isEmpty();
        assertThat(account().unlogged()).isEmpty();
    }

    @Test
    void aRecordThatTheConsumersSystemDoesNotHaveIsLost() {
        given.add("t3");

        assertThat(account().lost()).containsExactly("t3");
        assertThat(account().isComplete()).isFalse();
    }

    @Test
    void aDeliveryThatIsLoggedAndReachedNobodyIsLost() {
        log.released(Bed.CONSUMER, "d9");
        log.released(Bed.TAP, "s9");

        assertThat(account().lost()).containsExactly("d9", "s9");
    }

    @Test
    void aRecordThatCameInTwoDeliveriesIsDoubled() {
        log.released(Bed.CONSUMER, "d9");
        handOvers.add(new HandOvers.Line("d9", "1", "t1"));

        assertThat(account().doubled()).containsExactly("t1");
    }

    @Test
    void aDeliveryThatOneProcessHandedOverTwiceIsDoubled() {
        handOvers.add(new HandOvers.Line("d1", "1", "t1"));

        assertThat(account().doubled()).containsExactly("d1");
    }

    @Test
    void aDeliveryThatComesAgainAfterACrashOfItsOwnSideIsNot() {
        handOvers.add(new HandOvers.Line("d1", "2", "t1"));

        assertThat(account().doubled()).isEmpty();
    }

    @Test
    void aDeliveryThatComesAgainAlthoughItsOwnSideKnewOfItIs() {
        handOvers.add(new HandOvers.Line("d1", "3", "t1"));
        handOvers.add(new HandOvers.Line("d1", "4", "t1"));

        assertThat(account().doubled()).containsExactly("d1");
    }

    @Test
    void whatComesOnceMoreAfterItWasTakenIsDoubled() {
        again.add("s1");

        assertThat(account().doubled()).containsExactly("s1");
    }

    @Test
    void whatIsAcceptedOrAcknowledgedTwiceIsDoubled() {
        log.accepted("j1");
        log.acknowledged("d2");

        assertThat(account().doubled()).containsExactly("j1", "d2");
    }

    @Test
    void aDeliveryWithoutAnEntryIsUnlogged() {
        handOvers.add(new HandOvers.Line("d9", "1", "t1"));
        tapped.add("s9");

        assertThat(account().unlogged()).containsExactly("s9", "d9");
    }
}
