package dev.comity.batch;

/** Ends a batch as the broker's transaction does, for tests without a broker. */
public final class BatchEnd {

    private BatchEnd() {}

    public static void commit(Batch batch) {
        batch.committed();
    }

    public static void rollBack(Batch batch) {
        batch.rolledBack();
    }
}
