package dev.comity.log;

import java.io.IOException;

/** The entries of one log in their order, from its writer or from its files. */
public interface LogEntries {

    /** The log's name. */
    String origin() throws IOException;

    /** Number of entries under the newest checkpoint. */
    long size() throws IOException;

    /** @throws IllegalArgumentException for an index that is not under the newest checkpoint */
    byte[] entry(long index) throws IOException;

    /** Every entry from {@code firstIndex} on that is under the checkpoint of this moment, in order, at constant memory. */
    void forEach(long firstIndex, TileLog.EntryVisitor visitor) throws IOException;
}
