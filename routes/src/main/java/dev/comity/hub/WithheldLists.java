package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.comity.decision.Decision;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The member {@code withheld} of entries. The engine gives the same decision again for the same disclosed fields, so its list is
 * written once; it is shared by entries, which nobody changes. Thread-safe.
 */
final class WithheldLists {

    /** Far more than agreements and sets of optional fields make; a sender who tries all sets must not fill the memory. */
    private static final int REMEMBERED = 4_096;

    private final Map<Map<FieldPath, String>, ArrayNode> written = new IdentityHashMap<>();

    synchronized ArrayNode of(Decision decision) {
        ArrayNode known = written.get(decision.withheld());
        if (known == null) {
            known = write(decision);
            if (written.size() < REMEMBERED) {
                written.put(decision.withheld(), known);
            }
        }
        return known;
    }

    private static ArrayNode write(Decision decision) {
        ArrayNode list = Json.object().arrayNode();
        decision.withheld()
                .forEach((path, rule) ->
                        list.addObject().put("path", path.value()).put("rule", rule));
        return list;
    }
}
