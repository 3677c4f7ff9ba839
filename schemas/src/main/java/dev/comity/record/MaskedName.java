package dev.comity.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A person's name with the given name hidden: the surname, then one star a hidden character, at most two, so that long names
 * do not show their length. Of a name with a middle dot, what stands before the first dot is kept. Characters are counted as
 * a reader does: rare ones beyond the basic plane once, and marks or variation selectors with the character before them.
 */
final class MaskedName {

    private static final String DOTS = "\u00b7\u2022\u2027\u30fb\uff0e\u318d";
    private static final Set<String> TWO_CHARACTER_SURNAMES = Set.of(
            "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "夏侯", "端木", "百里", "南宫", "轩辕",
            "独孤", "申屠", "太史", "公羊", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "仲孙", "钟离", "闾丘", "司空", "拓跋", "呼延", "歐陽", "司馬",
            "諸葛", "東方", "尉遲", "公孫", "長孫", "獨孤", "軒轅", "南宮", "澹臺", "濮陽", "鍾離", "單于");

    private MaskedName() {}

    /** @throws IllegalArgumentException for a name of blanks */
    static String of(String name) {
        List<String> characters = characters(name.strip());
        if (characters.isEmpty()) {
            throw new IllegalArgumentException("expected a name");
        }
        int dot = dot(characters);
        if (dot > 0) {
            return String.join("", characters.subList(0, dot)) + "\u00b7**";
        }
        int kept = surname(characters);
        return String.join("", characters.subList(0, kept)) + "*".repeat(Math.min(2, characters.size() - kept));
    }

    /** Whether a character is one of those that stand between the parts of a name. */
    static boolean isDot(int c) {
        return DOTS.indexOf(c) >= 0;
    }

    private static int surname(List<String> characters) {
        if (characters.size() == 1) {
            // A name of one character would stand in full.
            return 0;
        }
        boolean two = characters.size() > 2 && TWO_CHARACTER_SURNAMES.contains(characters.get(0) + characters.get(1));
        return two ? 2 : 1;
    }

    private static int dot(List<String> characters) {
        for (int i = 0; i < characters.size(); i++) {
            if (isDot(characters.get(i).codePointAt(0))) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> characters(String name) {
        List<String> characters = new ArrayList<>();
        name.codePoints().forEach(c -> {
            String one = Character.toString(c);
            if (isMark(c) && !characters.isEmpty()) {
                characters.set(characters.size() - 1, characters.get(characters.size() - 1) + one);
            } else {
                characters.add(one);
            }
        });
        return characters;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
