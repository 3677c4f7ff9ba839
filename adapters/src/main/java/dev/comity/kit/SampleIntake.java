package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.AdapterRoutes;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.Items;
import dev.comity.adapter.RequestRefused;
import dev.comity.adapter.SourceItem;
import dev.comity.adapter.SourceUnreadable;
import dev.comity.agency.ItemSealer;
import dev.comity.sealing.Sealing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands where the agency's side stands when a route has brought something: keeps it, and refuses a request that cannot be sent. */
final class SampleIntake implements AdapterRoutes.Source {

    private final TrialCity city;
    private final List<SourceItem> items = new ArrayList<>();
    private Optional<String> unreadable = Optional.empty();

    SampleIntake(TrialCity city) {
        this.city = city;
    }

    /** @throws RequestRefused as the agency's side does, where one item of a request cannot be sent */
    @Override
    public synchronized void take(AdapterFolder adapter, Object body, Map<String, Object> headers)
            throws RequestRefused, SourceUnreadable {
        if (body == null) {
            return;
        }
        try {
            items.addAll(Items.of(adapter.input().orElseThrow(), body));
        } catch (SourceUnreadable e) {
            unreadable = Optional.of(e.getMessage());
            if (request(adapter)) {
                throw e;
            }
        }
        if (request(adapter)) {
            refuse(adapter);
        }
    }

    private static boolean request(AdapterFolder adapter) {
        return adapter.input().orElseThrow().arrival() == InputFormat.Arrival.REQUEST;
    }

    private void refuse(AdapterFolder adapter) throws RequestRefused {
        List<RequestRefused.Reason> reasons = new ArrayList<>();
        for (SourceItem item : items) {
            if (new ItemSealer(city::sealer).seal(adapter, item, city.now()) instanceof Sealing.Unsendable unsendable) {
                unsendable.reasons().forEach(reason -> reasons.add(new RequestRefused.Reason(item.place(), reason)));
            }
        }
        if (!reasons.isEmpty()) {
            throw new RequestRefused(reasons);
        }
    }

    /** Nothing was read before. */
    @Override
    public long mark(AdapterFolder adapter) {
        return 0;
    }

    synchronized List<SourceItem> items() {
        return List.copyOf(items);
    }

    synchronized Optional<String> unreadable() {
        return unreadable;
    }

    synchronized void clear() {
        items.clear();
        unreadable = Optional.empty();
    }
}
