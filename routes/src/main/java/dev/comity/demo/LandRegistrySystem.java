package dev.comity.demo;

import dev.comity.demo.city.SyntheticCity;
import dev.comity.demo.city.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The land registry: monthly price-paid files, made-up ones or real ones. */
final class LandRegistrySystem implements AgencySystem {

    private static final List<String> MONTHS =
            List.of("January_2025.csv", "February_2025.csv", "March_2025.csv", "April_2025.csv");

    private final SyntheticCity city;
    private final int transfers;
    private final Optional<Path> real;
    private final LineFiles files;

    /**
     * @param transfers made-up ones, if there are no real files; 0 for none
     * @param real folder of monthly files
     */
    LandRegistrySystem(DataFolder data, SyntheticCity city, int transfers, Optional<Path> real) throws IOException {
        this.city = city;
        this.transfers = transfers;
        this.real = real;
        this.files = new LineFiles(data.agency(agency()).resolve("source/price-paid"), false);
    }

    @Override
    public String agency() {
        return "land-registry";
    }

    @Override
    public void feed() throws IOException {
        if (real.isPresent()) {
            feedReal(real.get());
        } else if (transfers > 0) {
            feedMadeUp();
        }
    }

    private void feedReal(Path folder) throws IOException {
        List<Path> monthly = DataFolder.list(folder).stream()
                .filter(f -> f.getFileName().toString().endsWith(".csv"))
                .toList();
        if (monthly.isEmpty()) {
            throw new IOException(
                    "%s: monthly price-paid files (*.csv) were expected, and none was found".formatted(folder));
        }
        for (Path file : monthly) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
    }

    private void feedMadeUp() throws IOException {
        List<String> lines = city.transfers(transfers).stream()
                .map(LandRegistrySystem::line)
                .collect(Collectors.toCollection(ArrayList::new));
        // What goes wrong in such files: a line cut short by hand, a date that no calendar has, a file fed twice.
        lines.set(5, lines.get(5).substring(0, lines.get(5).lastIndexOf(",\"")));
        lines.set(6, lines.get(6).replace("2025-", "2025-13-"));
        int share = (lines.size() + MONTHS.size() - 2) / (MONTHS.size() - 1);
        for (int month = 0; month < MONTHS.size() - 1; month++) {
            int from = Math.min(month * share, lines.size());
            List<String> some = lines.subList(from, Math.min(from + share, lines.size()));
            files.put(MONTHS.get(month), text(some));
            if (month == 1) {
                files.put("February_2025_again.csv", text(some));
            }
        }
        String whole = line(city.transfer(transfers));
        files.put(MONTHS.get(MONTHS.size() - 1), text(List.of(whole)) + whole.substring(0, whole.length() / 2));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String line(Transfer t) {
        return Stream.of(
                        "{" + t.transactionId() + "}",
                        t.price(),
                        t.date() + " 00:00",
                        t.postcode(),
                        t.propertyType(),
                        t.newlyBuilt() ? "Y" : "N",
                        t.tenure(),
                        t.primaryName(),
                        t.secondaryName(),
                        t.street(),
                        t.locality(),
                        t.town(),
                        t.district(),
                        t.county(),
                        t.category(),
                        t.change())
                .map(value -> "\"" + value + "\"")
                .collect(Collectors.joining(","));
    }

    @Override
    public long items() throws IOException {
        return files.items();
    }
}
