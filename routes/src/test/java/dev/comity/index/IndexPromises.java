package dev.comity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the index promises, whichever database it lies in. */
abstract class IndexPromises {

    private final SampleLog log = new SampleLog("hub.example.gov/log/1");
    private IndexLocation location;
    private ExchangeIndex index;
    private String first;
    private String second;

    /** An empty database. */
    abstract IndexLocation location() throws Exception;

    @BeforeEach
    void feed() throws Exception {
        location = location();
        index = ExchangeIndex.open(location);
        first = log.exchange("transport", List.of("deathDate", "holderToken"), "Zhang");
        log.refused("0198c2d1-0000-7000-8000-000000000001");
        second = log.exchange("housing", List.of("deceased.name", "members[].name", "deathDate"), "Li");
        index.feed(log, log.lines());
    }

    @AfterEach
    void close() throws Exception {
        index.close();
    }

    private List<String> found(Search search) throws SQLException {
        List<String> found = new ArrayList<>();
        search.forEach(1_000, one -> found.add(one.exchange()));
        return found;
    }

    private static <T> Optional<T> of(T value) {
        return Optional.of(value);
    }

    @Test
    void deliveriesComeNewestFirstWithAllThatAnAuditorAsks() throws Exception {
        List<Search.Found> all = new ArrayList<>();
        index.search().forEach(1_000, all::add);

        assertThat(all).extracting(Search.Found::exchange).containsExactly(second, first);
        assertThat(all.get(1).json().toString())
                .isEqualTo(("{'exchange':'%s','delivery':'%s','time':'2026-11-24T08:00:00Z','provider':'civil-affairs',"
                                + "'consumer':'transport','record':'death-registration/1','agreement':'death-to-transport',"
                                + "'agreementDigest':'%s','purpose':'p-transport','basis':{'kind':'statute','instrument':"
                                + "'Social Assistance Measures','article':'12'},'released':['deathDate','holderToken'],'index':1}")
                        .formatted(first, SampleLog.id("delivery 0"), SampleLog.token("transport"))
                        .replace('\'', '"'));
        assertThat(index.search().count()).isEqualTo(2);
        assertThat(index.applied()).isEqualTo(log.size());
    }

    @Test
    void eachConditionNarrows() throws Exception {
        assertThat(found(index.search().field(of("deathDate")).consumer(of("transport"))))
                .containsExactly(first);
        assertThat(found(index.search().field(of("deathDate")))).containsExactly(second, first);
        assertThat(found(index.search().field(of("deceased")))).containsExactly(second);
        assertThat(found(index.search().field(of("members")))).containsExactly(second);
        assertThat(found(index.search().field(of("death")))).isEmpty();
        assertThat(found(index.search().field(of("deceased_name")))).isEmpty();
        assertThat(found(index.search().exchange(of(first)))).containsExactly(first);
        assertThat(found(index.search().delivery(of(SampleLog.id("delivery 0")))))
                .containsExactly(first);
        assertThat(found(index.search().agency(of("housing")))).containsExactly(second);
        assertThat(found(index.search().agency(of("civil-affairs")))).hasSize(2);
        assertThat(found(index.search().provider(of("housing")))).isEmpty();
        assertThat(found(index.search().record(of("death-registration/1")))).hasSize(2);
        assertThat(found(index.search().record(of("death-registration/2")))).isEmpty();
        assertThat(found(index.search().agreement(of("death-to-housing")))).containsExactly(second);
        assertThat(found(index.search().purpose(of("p-housing")))).containsExactly(second);
        assertThat(found(index.search().basis(of("statute")))).hasSize(2);
        assertThat(found(index.search().basis(of("Assistance")))).hasSize(2);
        assertThat(found(index.search().basis(of("100%")))).isEmpty();
        assertThat(found(index.search().since(of(SampleLog.time(3))))).containsExactly(second);
        assertThat(found(index.search().until(of(SampleLog.time(3))))).containsExactly(first);
    }

    @Test
    void aSubjectIsFoundByItsTokenAlone() throws Exception {
        assertThat(found(index.search().subject(of(SampleLog.token("Zhang"))))).containsExactly(first);
        assertThat(found(index.search().subject(of(SampleLog.token("Wang"))))).isEmpty();
        assertThat(found(index.search().subject(of("Zhang")))).isEmpty();
    }

    @Test
    void aTrailLeadsFromAnyIdToTheEntries() throws Exception {
        assertThat(index.trail().ofExchange(second)).containsExactly(3L, 4L);
        assertThat(index.trail().exchangeOf(SampleLog.id("delivery 3"))).contains(second);
        assertThat(index.trail().exchangeOf("jti-3")).contains(second);
        assertThat(index.trail().exchangeOf(SampleLog.token("jws 0"))).contains(first);
        assertThat(index.trail().exchangeOf("nothing")).isEmpty();
        assertThat(index.trail().refusals("0198c2d1-0000-7000-8000-000000000001"))
                .containsExactly(2L);
        assertThat(index.trail().refusals(SampleLog.token("0198c2d1-0000-7000-8000-000000000001")))
                .containsExactly(2L);
    }

    @Test
    void anIndexThatIsMadeAnewEqualsTheOneThatWasFed() throws Exception {
        // Given: fed in two steps, with one item that came twice
        log.exchange("transport", List.of("deathDate"), "Zhang");
        index.feed(log, log.lines());
        List<String> fed = dump();

        // When
        index.reset();
        assertThat(found(index.search())).isEmpty();
        index.follow(log);

        // Then: tokens stayed, everything else was made from the log
        assertThat(dump()).isEqualTo(fed);
        assertThat(index.dropWrongTokens(log)).isZero();
    }

    @Test
    void tokensThatWereLostComeBackFromEvidenceIfTheLogCommitsToThem() throws Exception {
        // Given
        List<String> fed = dump();
        assertThat(index.eraseTokens(0, Long.MAX_VALUE)).isEqualTo(2);
        assertThat(found(index.search().subject(of(SampleLog.token("Zhang"))))).isEmpty();

        // When
        int wrong = index.addTokens(log, log.items);

        // Then
        assertThat(wrong).isZero();
        assertThat(dump()).isEqualTo(fed);
        SampleLog other = new SampleLog("hub.example.gov/log/1");
        other.exchange("transport", List.of("deathDate"), "Zhang");
        assertThat(index.addTokens(log, other.items)).isEqualTo(1);
        assertThat(dump()).isEqualTo(fed);
    }

    @Test
    void aTokenThatTheLogDoesNotCommitToIsDropped() throws Exception {
        try (Connection connection = location.connect()) {
            connection
                    .createStatement()
                    .execute("update subject set token = '" + SampleLog.token("Wang") + "' where idx = 0");
            connection.commit();
        }

        assertThat(index.dropWrongTokens(log)).isEqualTo(1);
        assertThat(found(index.search().subject(of(SampleLog.token("Wang"))))).isEmpty();
        assertThat(found(index.search().subject(of(SampleLog.token("Li"))))).containsExactly(second);
    }

    @Test
    void anIndexOfTheVersionBeforeIsMadeAnewAndKeepsItsTokens() throws Exception {
        // Given
        List<String> fed = dump();
        index.close();
        try (Connection connection = location.connect()) {
            for (String sql : List.of(
                    "drop table entry",
                    "create table entry(idx bigint primary key, kind varchar not null, at bigint not null, exchange varchar)",
                    "insert into entry values(0, 'submitted', 1, 'of before')",
                    "update meta set text = '1' where name = 'version'")) {
                connection.createStatement().execute(sql);
            }
            connection.commit();
        }

        // When
        index = ExchangeIndex.open(location);
        assertThat(index.applied()).isZero();
        index.follow(log);

        // Then
        assertThat(dump()).isEqualTo(fed);
    }

    @Test
    void anIndexOfALaterVersionIsLeft() throws Exception {
        try (Connection connection = location.connect()) {
            connection.createStatement().execute("update meta set text = '3' where name = 'version'");
            connection.commit();
        }

        assertThatThrownBy(() -> ExchangeIndex.open(location)).hasMessageContaining("use the newer program");
    }

    @Test
    void anIdIsFoundByItsBeginning() throws Exception {
        assertThat(index.trail().completed(first.substring(0, 12))).contains(first);
        assertThat(index.trail().completed(second.substring(0, 40))).contains(second);
        assertThat(index.trail().completed(SampleLog.id("delivery 3").substring(0, 20)))
                .contains(SampleLog.id("delivery 3"));
        assertThat(index.trail().completed("0123456789ab")).isEmpty();
        assertThat(index.trail().completed(first.substring(0, 11))).isEmpty();
    }

    @Test
    void anIndexOfAnotherLogBeginsAnew() throws Exception {
        SampleLog other = new SampleLog("hub.example.gov/log/2");
        String alone = other.exchange("transport", List.of("deathDate"), "Zhao");

        index.follow(other);

        assertThat(found(index.search())).containsExactly(alone);
    }

    @Test
    void anIndexBeyondALogThatWasCutBeginsAnew() throws Exception {
        log.entries.remove(log.entries.size() - 1);
        log.entries.remove(log.entries.size() - 1);

        index.follow(log);

        assertThat(found(index.search())).containsExactly(first);
    }

    @Test
    void twoThatFeedItDoNothingTwice() throws Exception {
        try (ExchangeIndex other = ExchangeIndex.open(location)) {
            String third = log.exchange("transport", List.of("manner"), "Zhao");
            other.feed(log, log.lines());
            String fourth = log.exchange("transport", List.of("manner"), "Zhao");

            index.feed(log, log.lines());

            assertThat(found(other.search())).containsExactly(fourth, third, second, first);
        }
    }

    @Test
    void aReaderWithAnOlderOrAnotherLogChangesNothing() throws Exception {
        List<String> before = dump();
        SampleLog older = new SampleLog("hub.example.gov/log/1");
        older.entries.add(log.entries.get(0));
        SampleLog other = new SampleLog("hub.example.gov/log/2");
        for (int i = 0; i < 5; i++) {
            other.exchange("transport", List.of("deathDate"), "Zhao");
        }

        index.catchUp(older);
        assertThatThrownBy(() -> index.catchUp(other)).hasMessageContaining("another log");

        assertThat(dump()).isEqualTo(before);
    }

    private List<String> dump() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = location.connect()) {
            for (String table : List.of("meta", "terms", "fields", "field", "entry", "subject")) {
                try (ResultSet row = connection.createStatement().executeQuery("select * from " + table)) {
                    while (row.next()) {
                        StringBuilder text = new StringBuilder(table);
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append('|').append(row.getString(i));
                        }
                        rows.add(text.toString());
                    }
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
