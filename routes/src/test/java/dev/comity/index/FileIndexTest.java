package dev.comity.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the file of the data folder, the default. */
class FileIndexTest extends IndexPromises {

    @TempDir
    Path data;

    @Override
    IndexLocation location() throws Exception {
        return IndexLocation.inFolder(data);
    }

    @Test
    void commandsOnTheSameFolderFindItAndNobodyElseMayReadIt() throws Exception {
        assertThat(IndexLocation.writtenDown(data, Map.of())).isEmpty();

        location().writeDown(data);

        assertThat(IndexLocation.writtenDown(data, Map.of())).contains(location());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(IndexLocation.folder(data))))
                .isEqualTo("rwx------");
    }

    @Test
    void aDatabaseIsWrittenDownWithoutItsPassword() throws Exception {
        var database = IndexLocation.inDatabase(
                "jdbc:postgresql://127.0.0.1/comity", "comity", Map.of("COMITY_INDEX_PASSWORD", "secret-word"));

        database.writeDown(data);

        assertThat(Files.readString(IndexLocation.folder(data).resolve("location.json")))
                .contains("jdbc:postgresql://127.0.0.1/comity")
                .doesNotContain("secret-word");
        Path file = Files.writeString(data.resolve("password"), "another\n");
        assertThat(IndexLocation.writtenDown(data, Map.of("COMITY_INDEX_PASSWORD_FILE", file.toString())))
                .get()
                .extracting(IndexLocation::password)
                .isEqualTo("another");
        assertThat(database.toString()).doesNotContain("secret-word");
    }

    @Test
    void anotherProcessOfThisMachineReadsItWhileItIsWritten() throws Exception {
        // Given: this process has the file open
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        data.toString()))
                .redirectErrorStream(true)
                .start();

        // When
        String said = new String(other.getInputStream().readAllBytes());

        // Then
        assertThat(said).contains("2 deliveries");
        assertThat(reachableFromElsewhere(port())).isEmpty();
    }

    private int port() throws Exception {
        String lock = Files.readString(IndexLocation.folder(data).resolve("index.lock.db"));
        return Integer.parseInt(lock.replaceAll("(?s).*server=[^:]*:(\\d+).*", "$1"));
    }

    /** Addresses of this machine, other than loopback, at which somebody answers. */
    private static List<InetAddress> reachableFromElsewhere(int port) throws Exception {
        try (Socket loopback = new Socket("127.0.0.1", port)) {
            assertThat(loopback.isConnected()).isTrue();
        }
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .filter(address -> answers(address, port))
                .toList();
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs outside of the test's own process. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws Exception {
            try (ExchangeIndex index = ExchangeIndex.open(IndexLocation.inFolder(Path.of(args[0])))) {
                System.out.println(index.search().count() + " deliveries");
            }
        }
    }
}
