package dev.comity.agreement;

import dev.comity.record.RecordType;
import dev.comity.yaml.YamlNode;

/**
 * An agreement as it was read, with the places that checks over several agreements report.
 *
 * @param root of the file
 * @param validity place of {@code valid}
 * @param necessityStated whether it says why nothing less will do
 */
public record DraftAgreement(
        Agreement agreement,
        RecordType type,
        FieldLists lists,
        YamlNode root,
        YamlNode validity,
        boolean necessityStated) {

    /** The place of a member's value, or of the file where it is absent. */
    YamlNode place(String member) {
        YamlNode.Member found = root.members().get(member);
        return found == null ? root : found.value();
    }
}
