package dev.comity.agency;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterRoutes;
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
        List<SourceItem> items =
                body == null ? List.of() : Items.of(adapter.input().orElseThrow(), body);
        boolean marked = adapter.input().orElseThrow().mark().isPresent();
        if (body == null || marked && items.isEmpty()) {
            caughtUp.add(adapter.id());
            return;
        }
        caughtUp.remove(adapter.id());
        long sent = marked ? intake.marked(adapter, items) : intake.file(adapter, fileName(adapter, headers), items);
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
        return sources.stream().allMatch(source -> caughtUp.contains(source.id()));
    }
}
