package dev.comity.outbox;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** All that an agency has sent and received, to be held against the hub's log. */
public final class Ledger {

    private final AgencyDatabase database;

    public Ledger(AgencyDatabase database) {
        this.database = database;
    }

    /**
     * An envelope that was handed to the hub.
     *
     * @param jti under which the agency keeps it
     * @param statement base64url SHA-256 of its submission statement
     * @param jws base64url SHA-256
     * @param verdict open, accepted or refused
     */
    public record Sent(
            String jti, String kid, long seq, String statement, String jws, String verdict, Optional<String> exchange) {

        public boolean isOpen() {
            return verdict.equals("open");
        }

        public boolean isAccepted() {
            return verdict.equals("accepted");
        }
    }

    /** A delivery that was stored. @param acknowledged whether the hub's broker has taken the acknowledgement */
    public record Received(String delivery, boolean acknowledged, Instant at) {}

    /** In the order of keys and of their sequences. */
    public List<Sent> sent() throws SQLException {
        return database.read(connection -> Sql.list(
                connection,
                row -> new Sent(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        Base64Url.encode(Crypto.sha256(row.getString(4).getBytes(StandardCharsets.US_ASCII))),
                        row.getString(5),
                        row.getString(6),
                        Optional.ofNullable(row.getString(7))),
                "select jti, kid, seq, statement, jws, state, exchange from envelope order by kid, seq"));
    }

    public List<Received> received() throws SQLException {
        return database.read(connection -> Sql.list(
                connection,
                row -> new Received(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()),
                "select delivery, acknowledged, taken_at from inbox order by taken_at, delivery"));
    }
}
