package dev.comity.index;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.envelope.SubjectToken;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidenceLine;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.LogEntries;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A log in memory with entries as the hub writes them, and the evidence items that belong to them. */
public final class SampleLog implements LogEntries {

    public static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

    public final List<byte[]> entries = new ArrayList<>();
    final List<EvidenceItem> items = new ArrayList<>();
    private final String origin;

    public SampleLog(String origin) {
        this.origin = origin;
    }

    /** One exchange, released to these consumers; its subject's token is made from the word. */
    public String exchange(String consumer, List<String> fields, String subject) {
        int number = entries.size();
        String exchange = id("exchange " + origin + number);
        SubjectToken token = new SubjectToken(Base64Url.encode(Crypto.random(32)), token(subject));
        submitted(number, exchange, token);
        released(number, exchange, consumer, fields);
        items.add(new EvidenceItem(number, time(number), exchange, "a~", "s", List.of(token), List.of()));
        return exchange;
    }

    /** The items as they come to the index. */
    List<EvidenceLine> lines() {
        return items.stream().map(EvidenceLine::of).toList();
    }

    public static String token(String word) {
        return Base64Url.encode(Crypto.sha256(word.getBytes(StandardCharsets.UTF_8)));
    }

    public static String id(String words) {
        return HexFormat.of().formatHex(Crypto.sha256(words.getBytes(StandardCharsets.UTF_8)));
    }

    public static Instant time(int number) {
        return START.plusSeconds(60L * number);
    }

    private void submitted(int number, String exchange, SubjectToken token) {
        ObjectNode members = Json.object().put("time", time(number).toString());
        members.put("exchange", exchange).put("provider", "civil-affairs").put("jti", "jti-" + number);
        members.put("record", "death-registration/1").put("schema", "s").put("jws", token("jws " + number));
        members.putObject("submission")
                .put("digest", token("statement"))
                .put("kid", "k")
                .put("seq", number);
        members.putArray("subjects").add(token.commitment());
        members.put("config", "c").put("engine", "comity/1").putArray("decisions");
        entries.add(Entry.of(Entry.Kind.SUBMITTED, members).bytes());
    }

    private void released(int number, String exchange, String consumer, List<String> fields) {
        ObjectNode members = Json.object().put("time", time(number).toString());
        members.put("exchange", exchange)
                .put("delivery", id("delivery " + number))
                .put("provider", "civil-affairs");
        members.put("consumer", consumer).put("record", "death-registration/1").put("purpose", "p-" + consumer);
        members.putObject("basis")
                .put("kind", "statute")
                .put("instrument", "Social Assistance Measures")
                .put("article", "12");
        members.put("agreement", "death-to-" + consumer).put("agreementDigest", token(consumer));
        members.put("schema", "s").put("config", "c").put("engine", "comity/1");
        ArrayNode released = members.putArray("released");
        fields.forEach(path -> released.addObject().put("path", path).put("digest", token(path)));
        members.putArray("inputs");
        members.putArray("withheld");
        members.put("withheldCount", 0).put("jws", token("jws " + number)).put("submission", token("statement"));
        members.put("sdHash", token("sd")).put("iat", 1).put("seq", number);
        entries.add(Entry.of(Entry.Kind.RELEASED, members).bytes());
    }

    /** Of the exchange before it. */
    public void acknowledged(String exchange, int number, String consumer) {
        ObjectNode members = Json.object().put("time", time(entries.size()).toString());
        members.put("delivery", id("delivery " + number))
                .put("exchange", exchange)
                .put("provider", "civil-affairs");
        entries.add(Entry.of(
                        Entry.Kind.ACKNOWLEDGED,
                        members.put("consumer", consumer).put("ack", token("ack")))
                .bytes());
    }

    public void refused(String jti) {
        ObjectNode members = Json.object().put("time", time(entries.size()).toString());
        members.put("provider", "housing").put("submission", token(jti)).put("jti", jti);
        members.putArray("reasons").addObject().put("code", "condition").put("path", "status");
        entries.add(Entry.of(Entry.Kind.REFUSED, members).bytes());
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public long size() {
        return entries.size();
    }

    @Override
    public byte[] entry(long index) {
        return entries.get((int) index);
    }

    @Override
    public void forEach(long firstIndex, TileLog.EntryVisitor visitor) throws IOException {
        for (long index = firstIndex; index < size(); index++) {
            visitor.visit(index, entry(index));
        }
    }
}
