package dev.comity.agency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.Mapping.Unmappable;
import dev.comity.adapter.SourceItem;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.RecordSealer;
import dev.comity.sealing.Sealing;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Turns one item of a source into a sealed record, or into the reasons why it cannot be one. Remembers nothing. */
public final class ItemSealer {

    private final Supplier<RecordSealer> sealer;

    /** @param sealer the one of now, which a changed agreement replaces */
    public ItemSealer(Supplier<RecordSealer> sealer) {
        this.sealer = sealer;
    }

    public Sealing seal(AdapterFolder source, SourceItem item, Instant now) {
        if (item.problem().isPresent()) {
            return unsendable(item.problem().get());
        }
        try {
            ObjectNode record = source.mapping().orElseThrow().map(item);
            return sealer.get().seal(source.record().orElseThrow(), record, now);
        } catch (Unmappable e) {
            return unsendable(e.getMessage());
        }
    }

    private static Sealing unsendable(String message) {
        return new Sealing.Unsendable(List.of(Refusal.of(RefusalCode.NOT_SENDABLE, "", message)));
    }
}
