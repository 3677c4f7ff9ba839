package dev.comity.record;

/**
 * A place in one record while it is being checked; text only if it is needed, since most records have no problem.
 *
 * @param around null for a member of the record itself
 * @param name of the member; null for an element
 * @param index of the element
 */
record Spot(Spot around, String name, int index) {

    static Spot member(Spot around, String name) {
        return new Spot(around, name, -1);
    }

    static Spot element(Spot around, int index) {
        return new Spot(around, null, index);
    }

    /** In record notation, for instance {@code members[2].name}. */
    static String text(Spot spot) {
        if (spot == null) {
            return "";
        }
        String before = text(spot.around);
        if (spot.name == null) {
            return before + "[" + spot.index + "]";
        }
        return before.isEmpty() ? spot.name : before + "." + spot.name;
    }
}
