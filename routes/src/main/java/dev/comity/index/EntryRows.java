package dev.comity.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.SubjectToken;
import dev.comity.evidence.EvidenceItem;
import dev.comity.log.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.TreeSet;

/** Writes rows, many at a time. */
final class EntryRows {

    private static final String ENTRY =
            "insert into entry(idx, kind, at, exchange, delivery, provider, jti, submission, terms, fields)"
                    + " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String SUBJECT =
            "insert into subject(idx, n, token, salt) values(?, ?, ?, ?) on conflict do nothing";

    private final PreparedStatement entries;
    private final PreparedStatement subjects;
    private final Known terms;
    private final Known fields;
    private long expected;

    EntryRows(Connection connection) throws SQLException {
        this.entries = connection.prepareStatement(ENTRY);
        this.subjects = connection.prepareStatement(SUBJECT);
        this.terms = new Known(
                connection,
                "terms",
                "insert into terms(id, hash, agreement, digest, provider, consumer, record, purpose, basis_kind,"
                        + " basis_instrument, basis_article) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        this.fields = new Known(connection, "fields", "insert into fields(id, hash) values(?, ?)");
    }

    /** @param applied if it is not where the last transaction ended, another process wrote meanwhile */
    void begin(long applied) {
        if (applied != expected) {
            terms.forget();
            fields.forget();
        }
    }

    void add(long index, Entry entry) throws SQLException {
        ObjectNode json = entry.json();
        entries.setLong(1, index);
        entries.setString(2, entry.kind().word());
        entries.setLong(3, entry.time().getEpochSecond());
        entries.setString(4, text(json, "exchange"));
        entries.setString(5, text(json, "delivery"));
        entries.setString(6, text(json, "provider"));
        entries.setString(7, text(json, "jti"));
        entries.setString(8, text(json, json.has("jws") ? "jws" : "submission"));
        if (entry.kind() == Entry.Kind.RELEASED) {
            entries.setInt(9, terms.id(terms(json), List.of()));
            entries.setInt(10, fields.id(List.of(), paths(json)));
        } else {
            entries.setNull(9, Types.INTEGER);
            entries.setNull(10, Types.INTEGER);
        }
        entries.addBatch();
        expected = index + 1;
    }

    private static List<String> terms(ObjectNode json) {
        JsonNode basis = json.path("basis");
        return List.of(
                json.path("agreement").asText(),
                json.path("agreementDigest").asText(),
                json.path("provider").asText(),
                json.path("consumer").asText(),
                json.path("record").asText(),
                json.path("purpose").asText(),
                basis.path("kind").asText(),
                basis.path("instrument").asText(),
                basis.path("article").asText());
    }

    private static List<String> paths(ObjectNode json) {
        TreeSet<String> paths = new TreeSet<>();
        json.path("released").forEach(field -> paths.add(field.path("path").asText()));
        return List.copyOf(paths);
    }

    private static String text(ObjectNode json, String member) {
        JsonNode value = json.get(member);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    /** A token that is there already stays as it is: an item may come twice. */
    void tokens(List<EvidenceItem> items) throws SQLException {
        for (EvidenceItem item : items) {
            int n = 0;
            for (SubjectToken subject : item.subjects()) {
                subjects.setLong(1, item.index());
                subjects.setInt(2, n++);
                subjects.setString(3, subject.token());
                subjects.setString(4, subject.salt());
                subjects.addBatch();
            }
        }
    }

    void end() throws SQLException {
        entries.executeBatch();
        subjects.executeBatch();
    }
}
