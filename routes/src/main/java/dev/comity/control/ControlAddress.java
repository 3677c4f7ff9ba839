package dev.comity.control;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the control socket of a data folder is. A socket's path may have about a hundred bytes; where the data folder lies too
 * deep for that, the socket lies in a temporary folder of the same user, and {@code hub/control.path} says where.
 */
final class ControlAddress {

    private static final int MAX_BYTES = 100;

    private ControlAddress() {}

    /** Where a server binds: whatever an earlier run left there is removed. */
    static UnixDomainSocketAddress forServer(Path data) throws IOException {
        Path socket = inFolder(data);
        Files.deleteIfExists(socket);
        Files.deleteIfExists(pointer(data));
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            Path folder = Files.createTempDirectory(
                    "comity", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            socket = folder.resolve("control.sock");
            DurableFile.write(pointer(data), socket + "\n");
        }
        return UnixDomainSocketAddress.of(socket);
    }

    /** Where a client connects. */
    static UnixDomainSocketAddress forClient(Path data) throws IOException {
        Path pointer = pointer(data);
        return UnixDomainSocketAddress.of(
                Files.exists(pointer) ? Path.of(Files.readString(pointer).strip()) : inFolder(data));
    }

    static void forget(Path data, UnixDomainSocketAddress address) throws IOException {
        Files.deleteIfExists(address.getPath());
        Files.deleteIfExists(pointer(data));
    }

    private static Path inFolder(Path data) {
        return data.toAbsolutePath().normalize().resolve("hub").resolve("control.sock");
    }

    private static Path pointer(Path data) {
        return data.resolve("hub").resolve("control.path");
    }
}
