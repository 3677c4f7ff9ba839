package dev.comity.agency;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.RequestRefused;
import dev.comity.adapter.SourceItem;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.fault.FaultPoint;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.Outcome;
import dev.comity.outbox.SourceLedger;
import dev.comity.outbox.SourceLedger.KnownLine;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.Sealing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes items from sources: maps, seals, and puts into the outbox. What an item became, how far its source was read and the
 * envelopes are one transaction, so that a stop at any moment neither loses nor doubles one.
 */
public final class SourceIntake {

    private static final int BATCH = 200;

    private final AgencyDatabase database;
    private final SourceLedger ledger;
    private final Outbox outbox;
    private final ItemSealer sealer;
    private final NotSendableFolder notSendable;
    private final OutboxRoom room;
    private final Clock clock;

    public SourceIntake(
            AgencyDatabase database,
            Outbox outbox,
            ItemSealer sealer,
            NotSendableFolder notSendable,
            OutboxRoom room,
            Clock clock) {
        this.database = database;
        this.ledger = new SourceLedger(database);
        this.outbox = outbox;
        this.sealer = sealer;
        this.notSendable = notSendable;
        this.room = room;
        this.clock = clock;
    }

    /** The item of a source, and where it stands. @param chain hash of the line and all lines before it; empty for rows */
    private record Line(SourceItem item, String chain, Optional<KnownLine> before) {}

    /**
     * Takes a file's lines in order. A line that stands as it stood when it was last read is passed over.
     *
     * @return how many records were put into the outbox
     */
    public long file(AdapterFolder adapter, String name, List<SourceItem> items) throws SQLException, IOException {
        Map<Long, KnownLine> known = ledger.lines(adapter.id(), name);
        List<Line> fresh = new ArrayList<>();
        String chain = "";
        for (SourceItem item : items) {
            chain = Base64Url.encode(Crypto.sha256((chain + item.digest()).getBytes(StandardCharsets.US_ASCII)));
            Optional<KnownLine> before = Optional.ofNullable(known.get(item.place()));
            if (before.isEmpty() || !before.get().digest().equals(item.digest())) {
                fresh.add(new Line(item, chain, before));
            }
        }
        database.transaction(connection -> {
            ledger.file(connection, adapter.id(), name, true);
            return null;
        });
        long sent = 0;
        for (int from = 0; from < fresh.size(); from += BATCH) {
            List<Line> batch = fresh.subList(from, Math.min(fresh.size(), from + BATCH));
            sent += this.<Long, IOException>inTransaction(connection -> lines(connection, adapter, name, batch));
        }
        return sent;
    }

    private <T, E extends Exception> T inTransaction(AgencyDatabase.Work<T, E> work) throws SQLException, E {
        room.await();
        T result = database.transaction(work);
        FaultPoint.AGENCY_KEPT.reach();
        return result;
    }

    private long lines(Connection connection, AdapterFolder adapter, String name, List<Line> lines)
            throws SQLException, IOException {
        long sent = 0;
        for (Line line : lines) {
            SourceItem item = line.item();
            Outcome outcome = ledger.wasFed(connection, adapter.id(), line.chain())
                    ? Outcome.REPEATED
                    : take(connection, adapter, name, item);
            ledger.line(connection, adapter.id(), name, item.place(), item.digest(), outcome, line.before());
            if (outcome != Outcome.NOT_SENDABLE) {
                // A line that was kept aside is tried again where it stands in another file: the reason may be gone.
                ledger.fed(connection, adapter.id(), line.chain());
            }
            sent += outcome == Outcome.SENT ? 1 : 0;
        }
        return sent;
    }

    /**
     * Takes rows or objects that a source gave since its mark, in the order of their marks, and moves the mark.
     *
     * @return how many records were put into the outbox
     */
    public long marked(AdapterFolder adapter, List<SourceItem> items) throws SQLException, IOException {
        long mark = ledger.mark(adapter.id());
        List<SourceItem> fresh = items.stream()
                .filter(item -> item.place() > mark)
                .sorted(java.util.Comparator.comparingLong(SourceItem::place))
                .toList();
        long sent = 0;
        for (int from = 0; from < fresh.size(); from += BATCH) {
            List<SourceItem> batch = fresh.subList(from, Math.min(fresh.size(), from + BATCH));
            sent += this.<Long, IOException>inTransaction(connection -> marked(connection, adapter, batch));
        }
        return sent;
    }

    private long marked(Connection connection, AdapterFolder adapter, List<SourceItem> items)
            throws SQLException, IOException {
        long sent = 0;
        for (SourceItem item : items) {
            Outcome outcome = take(connection, adapter, "", item);
            ledger.item(connection, adapter.id(), outcome);
            sent += outcome == Outcome.SENT ? 1 : 0;
        }
        ledger.moveMark(connection, adapter.id(), items.get(items.size() - 1).place());
        return sent;
    }

    /**
     * Takes a message's items. A message that comes again brings nothing new where its items are the last ones sent for their keys.
     *
     * @return how many records were put into the outbox
     */
    public long message(AdapterFolder adapter, List<SourceItem> items) throws SQLException, IOException {
        return this.<Long, IOException>inTransaction(connection -> {
            long sent = 0;
            for (SourceItem item : items) {
                Outcome outcome = take(connection, adapter, "", item);
                ledger.item(connection, adapter.id(), outcome);
                sent += outcome == Outcome.SENT ? 1 : 0;
            }
            return sent;
        });
    }

    /**
     * Takes a request whole or not at all: its sender waits for the answer and sets right what is wrong.
     *
     * @return how many records were put into the outbox
     * @throws RequestRefused with every reason of every item; nothing of it was taken
     */
    public long request(AdapterFolder adapter, List<SourceItem> items) throws SQLException, RequestRefused {
        if (items.isEmpty()) {
            throw refused(0, List.of(Refusal.of(RefusalCode.NOT_SENDABLE, "", "the request holds no item")));
        }
        if (room.isFull()) {
            // Who sent it has it still, and a request that waits holds a connection.
            String later = "too much waits for the hub's answer; send it again later";
            throw refused(0, List.of(Refusal.of(RefusalCode.RATE, "", later)));
        }
        List<RequestRefused.Reason> reasons = new ArrayList<>();
        return this.<Long, RequestRefused>inTransaction(connection -> {
            long sent = 0;
            for (SourceItem item : items) {
                sent += requested(connection, adapter, item, reasons);
            }
            if (!reasons.isEmpty()) {
                throw new RequestRefused(reasons);
            }
            return sent;
        });
    }

    private static RequestRefused refused(long item, List<Refusal> reasons) {
        return new RequestRefused(reasons.stream()
                .map(reason -> new RequestRefused.Reason(item, reason))
                .toList());
    }

    private long requested(
            Connection connection, AdapterFolder adapter, SourceItem item, List<RequestRefused.Reason> reasons)
            throws SQLException {
        Optional<String> key = item.key(adapter.input().orElseThrow().key());
        Outcome outcome = Outcome.REPEATED;
        if (key.isEmpty() || !ledger.saysTheSame(connection, adapter.id(), key.get(), item.digest())) {
            Sealing sealing = sealer.seal(adapter, item, clock.instant());
            if (sealing instanceof Sealing.Unsendable unsendable) {
                reasons.addAll(refused(item.place(), unsendable.reasons()).reasons());
                return 0;
            }
            put(connection, adapter, "", item, (Sealing.Sealed) sealing, key);
            outcome = Outcome.SENT;
        }
        ledger.item(connection, adapter.id(), outcome);
        return outcome == Outcome.SENT ? 1 : 0;
    }

    private Outcome take(Connection connection, AdapterFolder adapter, String source, SourceItem item)
            throws SQLException, IOException {
        Optional<String> key = item.key(adapter.input().orElseThrow().key());
        if (key.isPresent() && ledger.saysTheSame(connection, adapter.id(), key.get(), item.digest())) {
            return Outcome.REPEATED;
        }
        FaultPoint.AGENCY_READ.reach();
        Sealing sealing = sealer.seal(adapter, item, clock.instant());
        FaultPoint.AGENCY_SEALED.reach();
        if (sealing instanceof Sealing.Sealed sealed) {
            put(connection, adapter, source, item, sealed, key);
            return Outcome.SENT;
        }
        List<Refusal> reasons = ((Sealing.Unsendable) sealing).reasons();
        // Before the commit: a file too many is written anew by the next try, one too few would be a loss.
        notSendable.keep(adapter.id(), source, item, reasons, clock.instant());
        return Outcome.NOT_SENDABLE;
    }

    private void put(
            Connection connection,
            AdapterFolder adapter,
            String source,
            SourceItem item,
            Sealing.Sealed sealed,
            Optional<String> key)
            throws SQLException {
        outbox.put(connection, adapter.id() + " " + source + ":" + item.place(), sealed.drafts(), sealed.whole());
        if (key.isPresent()) {
            ledger.sent(connection, adapter.id(), key.get(), item.digest());
        }
        FaultPoint.AGENCY_PUT.reach();
    }
}
