package dev.comity.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.Mapping.Unmappable;
import dev.comity.adapter.SourceItem;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What one sample became on its way through a source.
 *
 * @param of the sample
 * @param items in the order of the sample
 * @param unreadable why nothing of it could be taken
 * @param failure where the route failed
 */
record Brought(Case of, List<Item> items, Optional<String> unreadable, Optional<Problem> failure) {

    Brought {
        items = List.copyOf(items);
    }

    /**
     * One item.
     *
     * @param mapped what the mapping made of it
     * @param unmappable why it made nothing
     * @param sealing what came of sealing it
     */
    record Item(SourceItem item, Optional<ObjectNode> mapped, Optional<Unmappable> unmappable, Sealing sealing) {

        Optional<Sealing.Sealed> sealed() {
            return sealing instanceof Sealing.Sealed sealed ? Optional.of(sealed) : Optional.empty();
        }
    }

    /** Whether every item was sealed, and there is one. */
    boolean sealed() {
        return !items.isEmpty() && items.stream().allMatch(item -> item.sealed().isPresent());
    }
}
