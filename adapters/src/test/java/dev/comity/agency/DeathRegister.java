package dev.comity.agency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Civil affairs' own database, as its adapter finds it by default. */
record DeathRegister(String url) {

    static DeathRegister in(Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        DeathRegister register = new DeathRegister(
                "jdbc:h2:file:" + folder.resolve("registers") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        register.run("create table death_register(change_no bigint generated always as identity primary key,"
                + " certificate_no varchar(40), resident_id varchar(18), name varchar(50), death_date varchar(10),"
                + " division varchar(6), evidence_level varchar(40))");
        return register;
    }

    void insert(String certificateNo, String residentId) throws SQLException {
        run("insert into death_register(certificate_no, resident_id, name, death_date, division, evidence_level)"
                + " values('%s', '%s', 'Sample', date '2026-03-01', '440305', 'medical-certificate')"
                        .formatted(certificateNo, residentId));
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "civil", "")) {
            connection.createStatement().execute(sql);
        }
    }
}
