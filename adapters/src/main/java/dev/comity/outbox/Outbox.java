package dev.comity.outbox;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.SubmissionHead;
import dev.comity.envelope.SubmissionStatement;
import dev.comity.envelope.Undeliverable;
import dev.comity.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Records on their way to the hub. An envelope gets its place in the gap-free sequence of submissions in the transaction that reads
 * its item, and leaves the outbox with the hub's receipt.
 */
public final class Outbox {

    private static final String OPEN = "open";
    private static final String ACCEPTED = "accepted";
    private static final String REFUSED = "refused";
    /** In place of a refusal code: nothing is known to be wrong with the record, and the hub has given it up. */
    private static final String UNDELIVERABLE = "undeliverable";

    private final AgencyDatabase database;
    private final String agency;
    private final String hub;
    private final SealKeys keys;

    public Outbox(AgencyDatabase database, String agency, String hub, SigningKey sealKey) {
        this.database = database;
        this.agency = agency;
        this.hub = hub;
        this.keys = new SealKeys(sealKey);
    }

    /** From now on drafts of this key are expected; those of the key before it that are under way are still taken. */
    public void signWith(SigningKey sealKey) {
        keys.replace(sealKey);
    }

    /**
     * Puts one record's envelopes into the caller's transaction.
     *
     * @param origin where the record was read, for the agency's own people
     */
    public void put(Connection connection, String origin, List<Draft> envelopes) throws SQLException {
        insert(connection, origin, envelopes);
    }

    /**
     * As {@link #put(Connection, String, List)}, and keeps the record while it may have to be sealed again: where an envelope is
     * bound to an agreement, and the hub may have another version of it.
     */
    public void put(Connection connection, String origin, List<Draft> envelopes, WholeRecord whole)
            throws SQLException {
        long record = insert(connection, origin, envelopes);
        if (envelopes.stream().anyMatch(envelope -> envelope.agreement().isPresent())) {
            WaitingEnvelopes.keep(connection, record, whole);
        }
    }

    /** One more envelope for a record that is in the outbox. */
    void add(Connection connection, long record, Draft envelope) throws SQLException {
        insert(connection, record, envelope, next(connection, envelope));
    }

    private long insert(Connection connection, String origin, List<Draft> envelopes) throws SQLException {
        String first = envelopes.get(0).jti();
        Sql.update(connection, "insert into record(jti, origin, state) values(?, ?, ?)", first, origin, OPEN);
        long record = Sql.first(connection, row -> row.getLong(1), "select max(id) from record")
                .orElseThrow();
        for (Draft envelope : envelopes) {
            insert(connection, record, envelope, next(connection, envelope));
        }
        Tally.SENT.add(connection, 1);
        return record;
    }

    private SubmissionStatement next(Connection connection, Draft envelope) throws SQLException {
        String kid = envelope.kid();
        SigningKey key = keys.of(kid);
        record End(long seq, String digest) {}
        Optional<End> end = Sql.first(
                connection,
                row -> new End(row.getLong(1), row.getString(2)),
                "select seq, digest from chain where kid = ?",
                kid);
        SubmissionStatement statement = SubmissionStatement.sign(
                agency,
                hub,
                envelope.sealedAt(),
                envelope.jwsDigest(),
                end.map(End::seq).orElse(0L) + 1,
                end.map(End::digest),
                envelope.subjects().stream().map(Draft.Subject::commitment).toList(),
                key);
        Sql.update(
                connection,
                "merge into chain(kid, seq, digest) key(kid) values(?, ?, ?)",
                kid,
                statement.seq(),
                statement.digest());
        return statement;
    }

    private void insert(Connection connection, long record, Draft envelope, SubmissionStatement statement)
            throws SQLException {
        Sql.update(
                connection,
                "insert into envelope(jti, record, kid, seq, state, jws, statement, compact, type, schema_digest,"
                        + " group_id, sealed_at, agreement) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                envelope.jti(),
                record,
                envelope.kid(),
                statement.seq(),
                OPEN,
                envelope.jwsDigest(),
                statement.jws().compact(),
                envelope.compact(),
                envelope.type().toString(),
                envelope.schemaDigest(),
                envelope.group(),
                OffsetDateTime.ofInstant(envelope.sealedAt(), ZoneOffset.UTC),
                envelope.agreement().orElse(null));
        int n = 0;
        for (Draft.Subject subject : envelope.subjects()) {
            Sql.update(
                    connection,
                    "insert into subject(jti, n, token, salt) values(?, ?, ?, ?)",
                    envelope.jti(),
                    n++,
                    subject.token(),
                    subject.salt());
        }
    }

    /**
     * Envelopes without a receipt, in the order in which they were put here, from this position on: as many as asked for, or fewer where
     * they are so long that together they would be too much to hold at once.
     */
    public List<OutboxEnvelope> open(long fromPosition, int limit) throws SQLException {
        return database.read(connection -> OpenEnvelopes.list(connection, fromPosition, limit));
    }

    /** Whether at least so many envelopes have no receipt. */
    public boolean hasOpen(int envelopes) throws SQLException {
        return database.read(connection -> Sql.first(
                                connection,
                                row -> row.getLong(1),
                                "select count(*) from (select 1 from envelope where state = 'open' limit ?)",
                                envelopes)
                        .orElse(0L)
                >= envelopes);
    }

    /**
     * Takes the hub's answers for the envelopes whose JWS they name. An answer to an envelope that has one, or to none of this outbox,
     * changes nothing.
     */
    public void answered(List<Receipt> receipts) throws SQLException {
        if (receipts.isEmpty()) {
            return;
        }
        database.transaction(connection -> {
            for (Receipt receipt : receipts) {
                answered(connection, receipt);
            }
            return null;
        });
    }

    private static void answered(Connection connection, Receipt receipt) throws SQLException {
        record Waiting(String jti, long record) {}
        Optional<Waiting> envelope = Sql.first(
                connection,
                row -> new Waiting(row.getString(1), row.getLong(2)),
                "select jti, record from envelope where jws = ? and state = 'open'",
                receipt.submission());
        if (envelope.isEmpty()) {
            revived(connection, receipt);
            return;
        }
        Waiting of = envelope.get();
        if (WaitingEnvelopes.isMendable(receipt) && WaitingEnvelopes.letWait(connection, of.jti(), of.record())) {
            return;
        }
        answer(connection, of.jti(), receipt);
        settle(connection, of.record(), receipt);
        WaitingEnvelopes.forget(connection, of.record());
    }

    /** What the hub had given up, and its operator has submitted again: this is the answer that counts from now on. */
    private static void revived(Connection connection, Receipt receipt) throws SQLException {
        record Given(String jti, long record) {}
        Optional<Given> up = Sql.first(
                connection,
                row -> new Given(row.getString(1), row.getLong(2)),
                "select jti, record from envelope where jws = ? and code = ?",
                receipt.submission(),
                UNDELIVERABLE);
        if (up.isEmpty()) {
            return;
        }
        answer(connection, up.get().jti(), receipt);
        // Its record counts as given up only where no other envelope of it was accepted.
        if (Sql.update(
                        connection,
                        "update record set state = 'open' where id = ? and state = 'refused'",
                        up.get().record())
                > 0) {
            Tally.REFUSED.add(connection, -1);
        }
        settle(connection, up.get().record(), receipt);
    }

    /**
     * Takes the hub's notices that it could not process these; no answer will come any more, unless the hub's operator submits them
     * again. Notices about one delivery of a record change nothing here: the record was accepted.
     */
    public void undeliverable(List<Undeliverable> notices) throws SQLException {
        List<Undeliverable> whole =
                notices.stream().filter(notice -> notice.delivery().isEmpty()).toList();
        for (Undeliverable notice : whole) {
            database.transaction(connection -> {
                undeliverable(connection, notice.submission());
                return null;
            });
        }
    }

    private static void undeliverable(Connection connection, String submission) throws SQLException {
        Optional<Long> record = Sql.first(
                connection,
                row -> row.getLong(1),
                "select record from envelope where jws = ? and state = 'open'",
                submission);
        if (record.isPresent()) {
            Sql.update(
                    connection,
                    "update envelope set state = 'refused', compact = null, code = ?, path = '' where jws = ?",
                    UNDELIVERABLE,
                    submission);
            refuse(connection, record.get(), UNDELIVERABLE, "");
        }
    }

    private static void answer(Connection connection, String jti, Receipt receipt) throws SQLException {
        Sql.update(
                connection,
                "update envelope set state = ?, compact = null, exchange = ?, code = ?, path = ? where jti = ?",
                receipt.accepted() ? ACCEPTED : REFUSED,
                receipt.exchange().orElse(null),
                receipt.reasons().stream().findFirst().map(r -> r.code().code()).orElse(null),
                receipt.reasons().stream().findFirst().map(Refusal::path).orElse(null),
                jti);
    }

    /** A record is accepted with its first accepted envelope, and refused when every envelope is. */
    private static void settle(Connection connection, long record, Receipt receipt) throws SQLException {
        if (receipt.accepted()) {
            if (Sql.update(connection, "update record set state = 'accepted' where id = ? and state = 'open'", record)
                    > 0) {
                Tally.ACCEPTED.add(connection, 1);
            }
            return;
        }
        Refusal reason = receipt.reasons().get(0);
        refuse(connection, record, reason.code().code(), reason.path());
    }

    static void refuse(Connection connection, long record, String code, String path) throws SQLException {
        int refused = Sql.update(
                connection,
                "update record set state = 'refused', code = ?, path = ? where id = ? and state = 'open'"
                        + " and not exists (select 1 from envelope where record = ? and state <> 'refused')",
                code,
                path,
                record,
                record);
        if (refused > 0) {
            Tally.REFUSED.add(connection, 1);
        }
    }

    /** The signed head of what the hub has answered without a hole, compact; empty if it has answered nothing. */
    public Optional<String> head(Instant now) throws SQLException {
        return head(keys.current(), now);
    }

    /**
     * The head of a key that was replaced since the start, once every envelope of it has its answer: nobody will be able to sign one
     * later. Empty if there is none, or not yet.
     */
    public Optional<String> lastHead(Instant now) throws SQLException {
        Optional<SigningKey> replaced = keys.replaced();
        return replaced.isPresent() && !hasOpen(replaced.get().verificationKey().kid())
                ? head(replaced.get(), now)
                : Optional.empty();
    }

    /** The last head went out: its key is forgotten, so that nothing can be signed with it any more. */
    public void lastHeadSent() {
        keys.forgetReplaced();
    }

    private boolean hasOpen(String kid) throws SQLException {
        return database.read(connection -> Sql.first(
                        connection, row -> true, "select 1 from envelope where state = 'open' and kid = ? limit 1", kid)
                .isPresent());
    }

    private Optional<String> head(SigningKey key, Instant now) throws SQLException {
        String kid = key.verificationKey().kid();
        record End(long seq, String statement) {}
        Optional<End> end = database.read(connection -> Sql.first(
                connection,
                row -> new End(row.getLong(1), row.getString(2)),
                "select seq, statement from envelope where kid = ? and seq < coalesce((select min(seq) from envelope"
                        + " where kid = ? and state = 'open'), 9223372036854775807) order by seq desc limit 1",
                kid,
                kid));
        return end.map(last -> new SubmissionHead(
                        agency,
                        hub,
                        now,
                        last.seq(),
                        Base64Url.encode(Crypto.sha256(last.statement().getBytes(StandardCharsets.US_ASCII))))
                .sign(key)
                .compact());
    }

    /**
     * What the hub said to one envelope.
     *
     * @param verdict open, accepted or refused
     * @param agreement digest of the agreement that it is bound to, or empty
     * @param code of a refusal, or empty
     */
    public record Answer(
            String jti,
            String verdict,
            Optional<String> agreement,
            Optional<String> exchange,
            Optional<String> code,
            Optional<String> path) {}

    /** The answers to the record that was read there last, in the order of its envelopes; none if nothing was sent from there. */
    public List<Answer> answers(String origin) throws SQLException {
        return database.read(connection -> Sql.list(
                connection,
                row -> new Answer(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getString(4)),
                        Optional.ofNullable(row.getString(5)),
                        Optional.ofNullable(row.getString(6))),
                "select jti, case when state = 'waiting' then 'open' else state end, agreement, exchange, code, path from envelope"
                        + " where record = (select max(id) from record where origin = ?) order by seq",
                origin));
    }
}
