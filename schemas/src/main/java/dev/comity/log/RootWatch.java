package dev.comity.log;

/** Wants to know the root of the tree at some sizes while it is recomputed. */
interface RootWatch {

    boolean wants(long size);

    /** @param root of the first {@code size} entries, as the audited log has them */
    void root(long size, byte[] root);
}
