package dev.comity.log;

import dev.comity.crypto.Crypto;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What has to be remembered of an entry that is about a delivery. Ids and contents are 128 bits of a SHA-256: nobody finds two
 * that agree.
 *
 * @param released whether the entry releases the delivery; else it acknowledges it
 * @param consumer number that stands for the agency in this pass
 */
record DeliveryLine(
        long idHigh, long idLow, long index, boolean released, long contentHigh, long contentLow, int consumer)
        implements Comparable<DeliveryLine> {

    private static final Comparator<DeliveryLine> ORDER = Comparator.comparingLong(DeliveryLine::idHigh)
            .thenComparingLong(DeliveryLine::idLow)
            .thenComparingLong(DeliveryLine::index);

    static DeliveryLine of(String delivery, long index, Entry entry, int consumer) {
        return of(delivery, index, entry.bytes(), entry.kind() == Entry.Kind.RELEASED, consumer);
    }

    /** @param said what the entry says, as far as it is compared */
    static DeliveryLine of(String delivery, long index, byte[] said, boolean released, int consumer) {
        ByteBuffer id = ByteBuffer.wrap(Crypto.sha256(delivery.getBytes(StandardCharsets.UTF_8)));
        ByteBuffer content = ByteBuffer.wrap(Crypto.sha256(said));
        return new DeliveryLine(
                id.getLong(), id.getLong(), index, released, content.getLong(), content.getLong(), consumer);
    }

    boolean sameDelivery(DeliveryLine other) {
        return idHigh == other.idHigh && idLow == other.idLow;
    }

    boolean sameContent(DeliveryLine other) {
        return contentHigh == other.contentHigh && contentLow == other.contentLow;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(idHigh);
        out.writeLong(idLow);
        out.writeLong(index);
        out.writeBoolean(released);
        out.writeLong(contentHigh);
        out.writeLong(contentLow);
        out.writeInt(consumer);
    }

    static DeliveryLine read(DataInput in) throws IOException {
        return new DeliveryLine(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    @Override
    public int compareTo(DeliveryLine other) {
        return ORDER.compare(this, other);
    }
}
