package dev.comity.hub;

import dev.comity.batch.Batch;
import java.util.List;

/**
 * A batch of one agency's messages and how far each has come, in their order.
 *
 * @param rules that all of it is judged by
 */
record Judged(Rules rules, Batch batch, String sender, List<Item> items) {

    Judged {
        items = List.copyOf(items);
    }
}
