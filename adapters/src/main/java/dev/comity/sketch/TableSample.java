package dev.comity.sketch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.adapter.InputFormat;
import dev.comity.adapter.SourceItem;
import dev.comity.json.Json;
import dev.comity.sketch.Sample.Part;
import dev.comity.sketch.Sample.Unreadable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A table of the agency's database, over JDBC. It is read, and nothing in it is changed. */
final class TableSample {

    private static final List<String> MARKS =
            List.of("change_no", "change_id", "change_number", "seq", "seq_no", "version", "row_version", "mark");
    private static final int ROWS = 20;

    private TableSample() {}

    /** @param url with everything that the driver needs */
    record Table(String url, String user, String password, String name) {

        Table {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)?")) {
                throw new IllegalArgumentException(
                        "a table's name was expected, with its schema's name and a dot before it if need be");
            }
        }
    }

    static Sample read(Table table) throws Unreadable {
        try (Connection connection = DriverManager.getConnection(table.url(), table.user(), table.password())) {
            connection.setReadOnly(true);
            Map<String, Integer> columns = columns(connection.getMetaData(), table);
            Optional<String> mark = mark(columns);
            InputFormat format = Formats.rows(mark.orElse("change_no"));
            List<Map<String, Object>> rows = rows(connection, table, mark);
            if (rows.isEmpty()) {
                throw new Unreadable("the table '" + table.name() + "' has no row yet to draft an adapter from");
            }
            if (mark.isEmpty()) {
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i).put("change_no", (long) i + 1);
                }
            }
            List<SourceItem> items = SampleFile.items(format, rows);
            return new Sample(format, contents(items), parts(items), "json", open(mark));
        } catch (SQLException e) {
            throw new Unreadable(
                    "the table could not be read (SQL state %s): see that URL, user and COMITY_JDBC_PASSWORD are right"
                            .formatted(e.getSQLState()));
        }
    }

    private static List<String> open(Optional<String> mark) {
        List<String> open = new ArrayList<>();
        if (mark.isEmpty()) {
            open.add("no column rises with every change: add one named change_no to the table, or to a view of it,"
                    + " and have a trigger set it");
        }
        open.add(
                "the mark must rise in the order of commits: a number that is given at the insert and committed late is never read");
        return open;
    }

    private static Map<String, Integer> columns(DatabaseMetaData data, Table table) throws SQLException, Unreadable {
        Map<String, Integer> columns = new LinkedHashMap<>();
        String name = table.name().substring(table.name().indexOf('.') + 1);
        for (String spelled : List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
            try (ResultSet found = data.getColumns(null, null, spelled, null)) {
                while (found.next()) {
                    columns.putIfAbsent(
                            found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), found.getInt("DATA_TYPE"));
                }
            }
        }
        if (columns.isEmpty()) {
            throw new Unreadable("there is no table '" + table.name() + "' that this user can see");
        }
        return columns;
    }

    private static Optional<String> mark(Map<String, Integer> columns) {
        return MARKS.stream()
                .filter(name -> columns.getOrDefault(name, Types.OTHER) == Types.BIGINT
                        || columns.getOrDefault(name, Types.OTHER) == Types.INTEGER)
                .findFirst();
    }

    /** A table may have millions of rows, and a driver may fetch them all before the first. */
    private static Statement bounded(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setMaxRows(ROWS);
        return statement;
    }

    private static List<Map<String, Object>> rows(Connection connection, Table table, Optional<String> mark)
            throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        String order = mark.map(name -> " order by " + name).orElse("");
        try (Statement statement = bounded(connection);
                ResultSet found = statement.executeQuery("select * from " + table.name() + order)) {
            while (found.next() && rows.size() < ROWS) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), found.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<ObjectNode> contents(List<SourceItem> items) {
        return items.stream().map(SourceItem::content).toList();
    }

    private static List<Part> parts(List<SourceItem> items) {
        return items.stream()
                .limit(Sample.PARTS)
                .map(item -> new Part(Json.pretty(item.content()).getBytes(StandardCharsets.UTF_8), item.content()))
                .toList();
    }
}
