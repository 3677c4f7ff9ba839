package dev.comity.record;

import java.util.List;

/**
 * One field of a record type as its schema declares it.
 *
 * @param titleEn English title
 * @param titleZh Chinese title
 * @param leaf whether it holds a value, not an object or array
 * @param type JSON type name: string, integer, number, boolean, null, object, array
 * @param mark sensitivity S0 to S4; of a container, the highest in it
 * @param implies fields whose values follow from this one ({@code x-implies})
 * @param embeds fields whose values stand inside this one ({@code x-embeds})
 * @param derived whether it is a derivation: computed at the source, present in bound envelopes only
 * @param shareable whether an agreement may release it at all; false for {@code "x-sharing": "not-shared"} at the field
 */
public record Field(
        FieldPath path,
        String titleEn,
        String titleZh,
        boolean leaf,
        String type,
        String mark,
        List<FieldPath> implies,
        List<FieldPath> embeds,
        boolean derived,
        boolean shareable) {

    public Field {
        implies = List.copyOf(implies);
        embeds = List.copyOf(embeds);
    }

    /** A field that agreements may release. */
    public Field(
            FieldPath path,
            String titleEn,
            String titleZh,
            boolean leaf,
            String type,
            String mark,
            List<FieldPath> implies,
            List<FieldPath> embeds,
            boolean derived) {
        this(path, titleEn, titleZh, leaf, type, mark, implies, embeds, derived, true);
    }
}
