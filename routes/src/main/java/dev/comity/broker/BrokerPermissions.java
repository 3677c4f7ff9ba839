package dev.comity.broker;

import dev.comity.envelope.Wire;
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.utils.CompositeAddress;

/**
 * Who may do what at the broker, as one function: an agency sends to its own {@code in.} address and consumes from its own
 * {@code out.} address. It creates, deletes, browses and manages nothing. The hub may do all but manage.
 */
final class BrokerPermissions {

    private static final Set<CheckType> HUB = Set.of(CheckType.SEND, CheckType.CONSUME, CheckType.BROWSE);

    private BrokerPermissions() {}

    static boolean hubMay(CheckType what) {
        return HUB.contains(what);
    }

    /** @param address as asked for, a fully qualified {@code address::queue} too */
    static boolean agencyMay(String agency, CheckType what, String address) {
        if (what == CheckType.SEND) {
            return names(address, Wire.in(agency));
        }
        return what == CheckType.CONSUME && names(address, Wire.out(agency));
    }

    private static boolean names(String asked, String own) {
        // A qualified name could pair the own address with another's queue: both halves count.
        return CompositeAddress.extractAddressName(asked).equals(own)
                && CompositeAddress.extractQueueName(asked).equals(own);
    }
}
