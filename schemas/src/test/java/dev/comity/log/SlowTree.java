package dev.comity.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The tree once more, written down as RFC 9162 2.1.1 and 2.1.3.1 define it: slow, obvious, and sharing no code. */
final class SlowTree {

    private SlowTree() {}

    static byte[] root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (entries.size() == 1) {
            return sha256(joined(new byte[] {0}, entries.get(0)));
        }
        int k = largestPowerOfTwoBelow(entries.size());
        return sha256(joined(new byte[] {1}, root(entries.subList(0, k)), root(entries.subList(k, entries.size()))));
    }

    static List<byte[]> path(int m, List<byte[]> entries) {
        List<byte[]> path = new ArrayList<>();
        if (entries.size() > 1) {
            int k = largestPowerOfTwoBelow(entries.size());
            List<byte[]> left = entries.subList(0, k);
            List<byte[]> right = entries.subList(k, entries.size());
            path.addAll(m < k ? path(m, left) : path(m - k, right));
            path.add(m < k ? root(right) : root(left));
        }
        return path;
    }

    private static int largestPowerOfTwoBelow(int n) {
        int k = 1;
        while (2 * k < n) {
            k = 2 * k;
        }
        return k;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
