package dev.comity.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from an entry in passing is what its tree says. */
class EntryScanTest {

    private final SampleLog log = new SampleLog("hub.example.gov/log/1");

    @BeforeEach
    void entries() {
        String exchange = log.exchange("transport", List.of("holderToken", "deathDate", "members[].name"), "Zhang");
        log.acknowledged(exchange, 0, "transport");
        log.refused("0198c2d1-0000-7000-8000-000000000001");
        ObjectNode config = Json.object().put("time", SampleLog.START.toString());
        log.entries.add(Entry.of(Entry.Kind.CONFIG, config.put("digest", "d").put("engine", "comity/1"))
                .bytes());
    }

    @Test
    void everyKindOfEntryIsReadAsItsTreeSays() {
        for (byte[] entry : log.entries) {
            assertThat(EntryScan.of(entry)).contains(IndexedEntry.of(Entry.parse(entry)));
        }
        assertThat(log.entries).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "time", "agreement", "basis", "released", "purpose"})
    void whatLacksAMemberOrHasAnotherKindOfValueThereIsLeftToTheTree(String member) throws Exception {
        ObjectNode without = Json.parseObject(log.entries.get(1));
        without.remove(member);
        ObjectNode another = Json.parseObject(log.entries.get(1)).put(member, 7);

        assertThat(EntryScan.of(Json.bytes(another))).isEmpty();
        assertThatThrownBy(() -> IndexedEntry.parse(Json.bytes(without))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"v\":2,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"e\"}",
                "{\"v\":1,\"kind\":\"other\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"e\"}",
                "{\"v\":1,\"kind\":\"config\",\"time\":\"2026-11-24T08:00:00Z\",\"digest\":\"d\",\"engine\":\"e\"}}"
            })
    void whatIsNoEntryIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(EntryScan.of(bytes)).isEmpty();
        assertThatThrownBy(() -> IndexedEntry.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}
