package dev.comity.demo;

import dev.comity.demo.city.RentalApplication;
import dev.comity.demo.city.Resident;
import dev.comity.demo.city.SyntheticCity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Housing: files of applications that a clerk exports into a folder. */
final class HousingSystem implements AgencySystem {

    private static final int FILES = 3;

    private final SyntheticCity city;
    private final int applications;
    private final LineFiles files;

    HousingSystem(DataFolder data, SyntheticCity city, int applications) throws IOException {
        this.city = city;
        this.applications = applications;
        this.files = new LineFiles(data.agency(agency()).resolve("source/applications"), true);
    }

    @Override
    public String agency() {
        return "housing";
    }

    @Override
    public void feed() throws IOException {
        int share = (applications + FILES - 1) / FILES;
        for (int file = 0; file < FILES; file++) {
            int from = Math.min(file * share, applications);
            String text = text(from, Math.min(from + share, applications));
            if (!text.isEmpty()) {
                files.put("applications-2025-%02d.csv".formatted(file + 4), text);
            }
            if (file == 1 && !text.isEmpty()) {
                // The clerk was not sure whether the export had worked, and did it once more.
                files.put("applications-2025-%02d-again.csv".formatted(file + 4), text);
            }
        }
    }

    private String text(int from, int to) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(row(i));
        }
        String text = CsvText.of(rows);
        // One line was cut off by hand.
        return rows.size() < 5 ? text : text.replaceFirst("(?m)^(\"GZF[^,]*,[^,]*,[^,]*),.*$", "$1");
    }

    private Map<String, String> row(int number) {
        Map<String, String> row = row(city.application(number));
        if (number % 40 == 11) {
            Slips.checkDigit(row, "applicant_id");
        } else if (number % 40 == 31) {
            Slips.month(row, "application_date");
        }
        return row;
    }

    private static Map<String, String> row(RentalApplication application) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("application_no", application.applicationNo());
        row.put("applicant_id", application.applicant().residentId());
        row.put("application_date", application.date().toString());
        row.put(
                "co_applicant_ids",
                application.co().stream().map(Resident::residentId).collect(Collectors.joining(";")));
        row.put("division", application.applicant().home().code() + "000000");
        row.put("income_band", application.incomeBand());
        row.put("area_per_capita", application.area().toPlainString());
        row.put("priority_reasons", String.join(";", application.reasons()));
        row.put("queue_number", Integer.toString(application.queueNumber()));
        row.put("status", application.status());
        row.put(
                "unit_no",
                application.unit().map(RentalApplication.Allocation::unitNo).orElse(null));
        row.put(
                "unit_address",
                application.unit().map(RentalApplication.Allocation::address).orElse(null));
        row.put("lease_from", application.unit().map(u -> u.from().toString()).orElse(null));
        row.put("lease_to", application.unit().map(u -> u.to().toString()).orElse(null));
        row.put(
                "monthly_rent",
                application.unit().map(u -> u.rent().toPlainString()).orElse(null));
        return row;
    }

    @Override
    public long items() throws IOException {
        return files.items();
    }

    @Override
    public void more() throws IOException {
        int number = applications;
        while (files.has(later(number))) {
            number++;
        }
        files.put(later(number), text(number, number + 1));
    }

    private static String later(int number) {
        return "applications-later-%05d.csv".formatted(number);
    }
}
