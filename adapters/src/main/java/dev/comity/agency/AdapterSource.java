package dev.comity.agency;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.Items;
import dev.comity.adapter.SourceItem;
import dev.comity.outbox.SourceLedger;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Takes what the sources' routes bring, and knows which sources have brought all that they had. */
final class AdapterSource implements AdapterRoutes.Source {

    private final SourceIntake intake;
    private final SourceLedger ledger;
    private final Runnable wake;
    private final Set<String> caughtUp = ConcurrentHashMap.newKeySet();

    /** @param wake called when something new is in the outbox */
    AdapterSource(SourceIntake intake, SourceLedger ledger, Runnable wake) {
        this.intake = intake;
        this.ledger = ledger;
        this.wake = wake;
    }

    @Override
    public void take(AdapterFolder adapter, Object body, Map<String, Object> headers) throws Exception {
        InputFormat format = adapter.input().orElseThrow();
        List<SourceItem> items = body == null ? List.of() : Items.of(format, body);
        if (items.isEmpty() && (body == null || format.marked()) && format.arrival() != Arrival.REQUEST) {
            caughtUp.add(adapter.id());
            return;
        }
        caughtUp.remove(adapter.id());
        long sent = switch (format.arrival()) {
            case FILE -> intake.file(adapter, fileName(adapter, headers), items);
            case MARK -> intake.marked(adapter, items);
            case REQUEST -> intake.request(adapter, items);
            case MESSAGE -> intake.message(adapter, items);
        };
        if (sent > 0) {
            wake.run();
        }
    }

    private static String fileName(AdapterFolder adapter, Map<String, Object> headers) {
        Object name = headers.get(Exchange.FILE_NAME);
        if (name == null) {
            throw new IllegalStateException(
                    adapter.id() + ": without a mark, items need the name of their file in the header CamelFileName");
        }
        return name.toString();
    }

    @Override
    public long mark(AdapterFolder adapter) throws SQLException {
        return ledger.mark(adapter.id());
    }

    boolean caughtUp(Collection<AdapterFolder> sources) {
        return sources.stream()
                .filter(source -> isAsked(source.input().orElseThrow()))
                .allMatch(source -> caughtUp.contains(source.id()));
    }

    /** Requests and messages come by themselves: nobody can ask such a source whether it has more. */
    private static boolean isAsked(InputFormat format) {
        return format.arrival() == Arrival.FILE || format.arrival() == Arrival.MARK;
    }
}
