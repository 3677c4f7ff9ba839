package dev.comity.demo;

import dev.comity.demo.city.SyntheticCity;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Civil affairs: a database with one table of deaths and one of marriages. */
final class CivilAffairsSystem implements AgencySystem {

    private final SyntheticCity city;
    private final SampleSize size;
    private final Path folder;
    private final Connection connection;
    private final SourceTable deaths;
    private final SourceTable marriages;

    CivilAffairsSystem(DataFolder data, SyntheticCity city, SampleSize size) throws IOException, SQLException {
        this.city = city;
        this.size = size;
        this.folder = data.agency(agency()).resolve("source");
        Files.createDirectories(folder);
        this.connection = DriverManager.getConnection(url(), "civil", "");
        this.deaths = new SourceTable(
                connection,
                "death_register",
                CivilAffairsRows.death(city.death(0)).keySet());
        this.marriages = new SourceTable(
                connection,
                "marriage_register",
                CivilAffairsRows.marriage(city.marriage(0)).keySet());
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("registers") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    @Override
    public String agency() {
        return "civil-affairs";
    }

    @Override
    public void feed() throws IOException, SQLException {
        fill(deaths, size.deaths(), this::death, "deaths.csv");
        fill(marriages, size.marriages(), this::marriage, "marriages.csv");
    }

    /** Every fiftieth number has a slip of the keyboard: the check digit is wrong, or the month. */
    private Map<String, String> death(int number) {
        Map<String, String> row = CivilAffairsRows.death(city.death(number));
        if (number % 50 == 17) {
            Slips.checkDigit(row, "resident_id");
        } else if (number % 50 == 42) {
            Slips.month(row, "death_date");
        }
        return row;
    }

    private Map<String, String> marriage(int number) {
        Map<String, String> row = CivilAffairsRows.marriage(city.marriage(number));
        if (number % 60 == 29) {
            Slips.checkDigit(row, "second_resident_id");
        }
        return row;
    }

    private void fill(SourceTable table, int count, IntFunction<Map<String, String>> row, String export)
            throws IOException, SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row.apply(i));
        }
        // The same rows as text, for people without a database client.
        DurableFile.write(folder.resolve("as-text").resolve(export), CsvText.of(rows));
        if (table.count() == 0 && !rows.isEmpty()) {
            table.insert(rows);
        }
    }

    @Override
    public long items() throws SQLException {
        return deaths.count() + marriages.count();
    }

    @Override
    public void more() throws SQLException {
        deaths.insert(List.of(death((int) deaths.count())));
        marriages.insert(List.of(marriage((int) marriages.count())));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
