package dev.comity.envelope;

import dev.comity.crypto.Jws;
import dev.comity.record.FieldPath;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Chooses among disclosures. Their bytes are copied as they stand: nothing is decoded or written anew. */
final class Presentation {

    private Presentation() {}

    /** The JWS and the disclosures of these leaves and of their ancestors, in their order, each followed by {@code ~}. */
    static String of(Jws jws, List<OpenedDisclosure> disclosures, Set<FieldPath> leaves) {
        boolean[] kept = new boolean[disclosures.size()];
        int length = jws.compact().length() + 1;
        for (int i = 0; i < kept.length; i++) {
            OpenedDisclosure one = disclosures.get(i);
            if (one.leaf() && leaves.contains(one.path())) {
                length += keep(i, disclosures, kept);
            }
        }
        StringBuilder compact = new StringBuilder(length).append(jws.compact()).append('~');
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                compact.append(disclosures.get(i).disclosure().encoded()).append('~');
            }
        }
        return compact.toString();
    }

    /** The JWS and all disclosures in their order, each followed by {@code ~}. */
    static String whole(Jws jws, List<OpenedDisclosure> disclosures) {
        StringBuilder compact = new StringBuilder(jws.compact()).append('~');
        disclosures.forEach(one -> compact.append(one.disclosure().encoded()).append('~'));
        return compact.toString();
    }

    /** Keeps a disclosure and every ancestor that is not kept yet; returns the characters that they add. */
    private static int keep(int leaf, List<OpenedDisclosure> disclosures, boolean[] kept) {
        int added = 0;
        OptionalInt next = OptionalInt.of(leaf);
        while (next.isPresent() && !kept[next.getAsInt()]) {
            OpenedDisclosure one = disclosures.get(next.getAsInt());
            kept[next.getAsInt()] = true;
            added += one.disclosure().encoded().length() + 1;
            next = one.parent();
        }
        return added;
    }
}
