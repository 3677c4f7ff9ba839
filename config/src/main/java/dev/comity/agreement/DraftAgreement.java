package dev.comity.agreement;

import dev.comity.record.RecordType;
import dev.comity.yaml.YamlNode;

/**
 * An agreement as it was read, with the places that checks over several agreements report.
 *
 * @param root of the file
 * @param validity place of {@code valid}
 */
public record DraftAgreement(
        Agreement agreement, RecordType type, FieldLists lists, YamlNode root, YamlNode validity) {}
