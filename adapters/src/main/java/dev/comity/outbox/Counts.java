package dev.comity.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What an agency's database counts, at one moment.
 *
 * @param open records that wait for a receipt
 */
public record Counts(
        long sent,
        long accepted,
        long refused,
        long open,
        long received,
        long acknowledged,
        long rejected,
        List<Refused> refusals) {

    /** A record of which every envelope was refused. @param record jti of its first envelope */
    public record Refused(String record, String code, String path) {}

    public static Counts of(AgencyDatabase database) throws SQLException {
        return database.read(connection -> {
            Map<Tally, Long> tally = Tally.all(connection);
            long open = Sql.first(
                            connection,
                            row -> row.getLong(1),
                            "select count(distinct record) from envelope where state in ('open', 'waiting')")
                    .orElse(0L);
            List<Refused> refusals = Sql.list(
                    connection,
                    row -> new Refused(row.getString(1), row.getString(2), row.getString(3)),
                    "select jti, code, path from record where state = 'refused' order by id");
            return new Counts(
                    tally.get(Tally.SENT),
                    tally.get(Tally.ACCEPTED),
                    tally.get(Tally.REFUSED),
                    open,
                    tally.get(Tally.RECEIVED),
                    tally.get(Tally.ACKNOWLEDGED),
                    tally.get(Tally.REJECTED),
                    refusals);
        });
    }
}
