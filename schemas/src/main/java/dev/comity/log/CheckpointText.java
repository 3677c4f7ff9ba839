package dev.comity.log;

/**
 * The three lines of a checkpoint (C2SP tlog-checkpoint) as data.
 *
 * @param origin the log's name
 * @param size number of entries
 * @param root 32 bytes
 */
record CheckpointText(String origin, long size, byte[] root) {

    /** @throws IllegalArgumentException where the text is not origin, size and root, each on a line of its own */
    static CheckpointText parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !SignedNote.isName(lines[0]) || !lines[3].isEmpty()) {
            throw new IllegalArgumentException("a checkpoint is three lines: origin, size, root");
        }
        byte[] root = Base64Text.decode(lines[2]);
        if (root.length != Merkle.HASH_LENGTH) {
            throw new IllegalArgumentException("a checkpoint has a size of 0 or more and a root of 32 bytes");
        }
        return new CheckpointText(lines[0], Decimal.parse(lines[1]), root);
    }

    @Override
    public String toString() {
        return origin + "\n" + size + "\n" + Base64Text.encode(root) + "\n";
    }
}
