package dev.comity.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.envelope.Identity;
import dev.comity.log.Entry;
import java.util.List;

/** Writes the entries that say what the operator made of undeliverable things, as docs/formats.md fixes them. */
final class Settlements {

    private Settlements() {}

    /** Of a submission: what came of it stands in the entry that follows. */
    static Entry resubmitted(Item.Resubmitted resubmitted, ExchangeLog.Draft draft) {
        ObjectNode members = about(resubmitted.undeliverable(), draft, "jti", "record", "exchange");
        return Entry.of(Entry.Kind.RESUBMITTED, members.put("count", resubmitted.count()));
    }

    /** Of one delivery: with the id of the new one, whose entry follows, or with what denies it. */
    static Entry resubmitted(Item.Redelivery redelivery, ExchangeLog.Draft draft) {
        ObjectNode members = about(redelivery.undeliverable(), draft, "jti", "record", "exchange");
        String agreement = redelivery.before().text("agreement");
        members.put("count", redelivery.count()).put("agreement", agreement);
        redelivery.past().ifPresent(past -> members.put("past", past));
        if (redelivery.releases()) {
            String exchange = redelivery.before().text("exchange");
            members.put("delivery", Identity.delivery(exchange, agreement, redelivery.count()));
        } else {
            redelivery
                    .denied()
                    .ifPresent(why -> members.putObject("denied")
                            .put("code", why.code().code())
                            .put("path", LoggedReasons.ours(why.path())));
        }
        return Entry.of(Entry.Kind.RESUBMITTED, members);
    }

    static Entry discarded(Item.GivenUp givenUp, ExchangeLog.Draft draft) {
        ObjectNode members = about(givenUp.undeliverable(), draft, "jti", "record", "exchange", "delivery", "consumer");
        return Entry.of(Entry.Kind.DISCARDED, members.put("note", givenUp.note().digest()));
    }

    /** What a dead letter says whose resubmission was denied. */
    static String denied(Placed resubmitted) {
        var why = resubmitted.entry().json().path("denied");
        return "submitted again and nothing released: %s at '%s', see entry %d of the log"
                .formatted(why.path("code").asText(), why.path("path").asText(), resubmitted.index());
    }

    private static ObjectNode about(Placed undeliverable, ExchangeLog.Draft draft, String... repeated) {
        ObjectNode members = Entries.dated(draft)
                .put("provider", undeliverable.text("provider"))
                .put("submission", undeliverable.text("submission"))
                .put("undeliverable", undeliverable.index());
        for (String member : List.of(repeated)) {
            undeliverable.optional(member).ifPresent(value -> members.put(member, value));
        }
        return members;
    }
}
