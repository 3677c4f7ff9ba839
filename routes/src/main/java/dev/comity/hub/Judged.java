package dev.comity.hub;

import dev.comity.batch.Batch;
import java.util.List;

/** A batch of one agency's messages and how far each has come, in their order. */
record Judged(Batch batch, String sender, List<Item> items) {

    Judged {
        items = List.copyOf(items);
    }
}
