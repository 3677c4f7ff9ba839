package dev.comity.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.h2.engine.SysProperties;

/**
 * Where the index lies: a file in the data folder, or a PostgreSQL database. The hub writes it down beside its data, without
 * the password, so that commands on the same folder ask the same database.
 *
 * @param url JDBC
 * @param file whether it is the H2 file in the data folder
 */
public record IndexLocation(String url, String user, String password, boolean file) {

    private static final String LOCATION = "location.json";
    private static final String MODE = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private static final String BIND = "h2.bindAddress";

    static {
        keepToThisMachine();
    }

    /**
     * The file's first user serves it to other processes of this machine, and must not to others. To be said before anything else
     * of H2 is used, because it reads its settings once.
     */
    public static void keepToThisMachine() {
        if (System.getProperty(BIND) == null) {
            System.setProperty(BIND, "127.0.0.1");
        }
        // Its cache of values is for texts that come again; ours are ids, and what it costs to look for them is all
        // that it does.
        System.setProperty("h2.objectCache", "false");
    }

    /** The folder of the index in a data folder. */
    public static Path folder(Path data) {
        return data.resolve("hub").resolve("index");
    }

    /** The H2 file of a data folder; made when it is opened. */
    public static IndexLocation inFolder(Path data) throws IOException {
        Path folder = folder(data).toAbsolutePath().normalize();
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return new IndexLocation("jdbc:h2:file:" + folder.resolve("index") + MODE + served(), "index", "", true);
    }

    /** Served to other processes of this machine, and never beyond it: where that is not certain, not at all. */
    private static String served() {
        return "127.0.0.1".equals(SysProperties.BIND_ADDRESS) ? ";AUTO_SERVER=TRUE" : ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /** A database in memory, for a copy of a log that has no index. */
    public static IndexLocation inMemory() {
        return new IndexLocation("jdbc:h2:mem:" + MODE, "index", "", false);
    }

    /** @param environment holds COMITY_INDEX_PASSWORD or COMITY_INDEX_PASSWORD_FILE, if the database asks for one */
    public static IndexLocation inDatabase(String url, String user, Map<String, String> environment)
            throws IOException {
        return new IndexLocation(url, user, password(environment), false);
    }

    private static String password(Map<String, String> environment) throws IOException {
        String file = environment.get("COMITY_INDEX_PASSWORD_FILE");
        return file == null
                ? environment.getOrDefault("COMITY_INDEX_PASSWORD", "")
                : Files.readString(Path.of(file)).strip();
    }

    /** Lets commands on this data folder find it. */
    public void writeDown(Path data) throws IOException {
        ObjectNode json = Json.object();
        if (!file) {
            json.put("url", url).put("user", user);
        }
        inFolder(data);
        DurableFile.write(folder(data).resolve(LOCATION), Json.text(json) + "\n");
    }

    /** What the hub of this folder wrote down; empty if none ever did. */
    public static Optional<IndexLocation> writtenDown(Path data, Map<String, String> environment) throws IOException {
        Path file = folder(data).resolve(LOCATION);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ObjectNode json = Json.parseObject(Files.readAllBytes(file));
            return Optional.of(
                    json.has("url")
                            ? inDatabase(
                                    json.path("url").asText(), json.path("user").asText(), environment)
                            : inFolder(data));
        } catch (MalformedJson e) {
            throw new IOException(file + " is not what the hub wrote: " + e.getMessage());
        }
    }

    /** A connection of its own, without automatic commits. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return file ? "the H2 file of the data folder" : url;
    }
}
