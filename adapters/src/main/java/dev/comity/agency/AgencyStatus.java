package dev.comity.agency;

import java.util.List;

/**
 * What an agency's side has done, cumulative for its folder. One source item (row, line, object) is one record, also where it
 * becomes several envelopes.
 *
 * @param sent records sealed and handed to the outbox
 * @param accepted records of which at least one envelope was accepted
 * @param refused records of which every envelope was refused
 * @param repeated source items that brought nothing new
 * @param notSendable source items kept aside with a reason
 * @param open records that wait for a receipt
 * @param received deliveries opened and stored
 * @param acknowledged deliveries whose acknowledgement was handed to the hub
 * @param rejected presentations that failed a check on opening
 * @param missing deliveries whose number in the hub's sequence has not come, although later ones have
 * @param files one line a file that a source read
 * @param refusals one a refused record
 */
public record AgencyStatus(
        long sent,
        long accepted,
        long refused,
        long repeated,
        long notSendable,
        long open,
        long received,
        long acknowledged,
        long rejected,
        long missing,
        List<FileCount> files,
        List<RefusedRecord> refusals) {

    /** @param lines = sent + repeated + notSendable */
    public record FileCount(String file, long lines, long sent, long repeated, long notSendable) {}

    /** @param record the record's id (jti of its first envelope), never a value of a field */
    public record RefusedRecord(String record, String code, String path) {}
}
