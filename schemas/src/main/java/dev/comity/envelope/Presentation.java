package dev.comity.envelope;

import dev.comity.crypto.Jws;
import dev.comity.record.FieldPath;
import dev.comity.refusal.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Chooses among disclosures. Their bytes are copied as they stand: nothing is decoded or written anew. */
final class Presentation {

    private Presentation() {}

    /**
     * What is shown.
     *
     * @param compact the JWS and the kept disclosures in their order, each followed by {@code ~}
     * @param places of the kept ones among all
     */
    record Kept(String compact, List<Integer> places) {}

    /** The JWS and the disclosures of these leaves and of their ancestors, in their order, each followed by {@code ~}. */
    static String of(Jws jws, List<OpenedDisclosure> disclosures, Set<FieldPath> leaves) {
        return kept(jws, disclosures, leaves).compact();
    }

    static Kept kept(Jws jws, List<OpenedDisclosure> disclosures, Set<FieldPath> leaves) {
        boolean[] kept = new boolean[disclosures.size()];
        int length = jws.compact().length() + 1;
        for (int i = 0; i < kept.length; i++) {
            OpenedDisclosure one = disclosures.get(i);
            if (one.leaf() && leaves.contains(one.path())) {
                length += keep(i, disclosures, kept);
            }
        }
        StringBuilder compact = new StringBuilder(length).append(jws.compact()).append('~');
        List<Integer> places = new ArrayList<>(kept.length);
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                compact.append(disclosures.get(i).disclosure().encoded()).append('~');
                places.add(i);
            }
        }
        return new Kept(compact.toString(), places);
    }

    /**
     * The leaves that a presentation of this JWS shows, from its text alone. Where each disclosure belongs is known from the whole:
     * its digest stands in one place only.
     *
     * @param disclosures of the whole envelope
     * @throws RecordRefused for another JWS, a disclosure that is none of these or comes twice, one whose parent is not there, or a
     *     container with nothing in it
     */
    static Set<FieldPath> leaves(Jws jws, List<OpenedDisclosure> disclosures, String presentation)
            throws RecordRefused {
        if (!presentation.startsWith(jws.compact() + "~") || !presentation.endsWith("~")) {
            throw Malformed.at("", "a presentation of another envelope");
        }
        boolean[] shown = shown(disclosures, presentation, jws.compact().length() + 1);
        boolean[] holdsSomething = new boolean[shown.length];
        Set<FieldPath> leaves = new TreeSet<>();
        for (int i = 0; i < shown.length; i++) {
            OptionalInt parent = disclosures.get(i).parent();
            if (shown[i] && parent.isPresent()) {
                if (!shown[parent.getAsInt()]) {
                    throw Malformed.at("", "a disclosure to which nothing in the signed text refers");
                }
                holdsSomething[parent.getAsInt()] = true;
            }
            if (shown[i] && disclosures.get(i).leaf()) {
                leaves.add(disclosures.get(i).path());
            }
        }
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] && !disclosures.get(i).leaf() && !holdsSomething[i]) {
                throw Malformed.at(disclosures.get(i).place(), "a container is disclosed with nothing in it");
            }
        }
        return leaves;
    }

    /** In the order of the envelope, so that one pass over both finds them. */
    private static boolean[] shown(List<OpenedDisclosure> disclosures, String presentation, int start)
            throws RecordRefused {
        boolean[] shown = new boolean[disclosures.size()];
        int next = 0;
        for (int at = start; at < presentation.length(); at = presentation.indexOf('~', at) + 1) {
            while (next < shown.length
                    && !stands(disclosures.get(next).disclosure().encoded(), presentation, at)) {
                next++;
            }
            if (next == shown.length) {
                throw Malformed.at("", "a disclosure that is none of the envelope, or not in its place");
            }
            shown[next++] = true;
        }
        return shown;
    }

    private static boolean stands(String encoded, String presentation, int at) {
        int end = at + encoded.length();
        return end < presentation.length() && presentation.charAt(end) == '~' && presentation.startsWith(encoded, at);
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
