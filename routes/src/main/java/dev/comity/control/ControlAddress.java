package dev.comity.control;

import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the control socket of a hub's or an agency's folder is. A socket's path may have about a hundred bytes; where the folder lies
 * too deep for that, the socket lies in a temporary folder of the same user, and {@code control.path} says where.
 */
final class ControlAddress {

    private static final int MAX_BYTES = 100;

    private ControlAddress() {}

    /** Where a server binds: whatever an earlier run left there is removed. */
    static UnixDomainSocketAddress forServer(Path folder) throws IOException {
        Path socket = inFolder(folder);
        Files.deleteIfExists(socket);
        Files.deleteIfExists(pointer(folder));
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            Path temporary = Files.createTempDirectory(
                    "comity", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            socket = temporary.resolve("control.sock");
            DurableFile.write(pointer(folder), socket + "\n");
        }
        return UnixDomainSocketAddress.of(socket);
    }

    /** Where a client connects. */
    static UnixDomainSocketAddress forClient(Path folder) throws IOException {
        Path pointer = pointer(folder);
        return UnixDomainSocketAddress.of(
                Files.exists(pointer) ? Path.of(Files.readString(pointer).strip()) : inFolder(folder));
    }

    static void forget(Path folder, UnixDomainSocketAddress address) throws IOException {
        Files.deleteIfExists(address.getPath());
        Files.deleteIfExists(pointer(folder));
    }

    private static Path inFolder(Path folder) {
        return folder.toAbsolutePath().normalize().resolve("control.sock");
    }

    private static Path pointer(Path folder) {
        return folder.resolve("control.path");
    }
}
