package dev.comity.demo;

import dev.comity.demo.city.SyntheticCity;
import dev.comity.demo.city.Vehicle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Traffic police: one exported file of the vehicle register. */
final class TrafficPoliceSystem implements AgencySystem {

    private final SyntheticCity city;
    private final int vehicles;
    private final LineFiles files;

    TrafficPoliceSystem(DataFolder data, SyntheticCity city, int vehicles) throws IOException {
        this.city = city;
        this.vehicles = vehicles;
        this.files = new LineFiles(data.agency(agency()).resolve("source/vehicles"), true);
    }

    @Override
    public String agency() {
        return "public-security-traffic";
    }

    @Override
    public void feed() throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < vehicles; i++) {
            rows.add(row(i));
        }
        if (!rows.isEmpty()) {
            files.put("vehicles-2025-09.csv", CsvText.of(rows));
        }
    }

    private Map<String, String> row(int number) {
        Map<String, String> row = row(city.vehicle(number));
        if (number % 50 == 19) {
            Slips.vehicleNumber(row, "vin");
        }
        return row;
    }

    private static Map<String, String> row(Vehicle vehicle) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("plate_no", vehicle.plateNo());
        row.put("plate_type", vehicle.plateType());
        row.put("vin", vehicle.vin());
        row.put("engine_no", vehicle.engineNo());
        row.put("owner_id", vehicle.owner().residentId());
        row.put("owner_credit_code", null);
        row.put("owner_name", vehicle.owner().name());
        row.put("vehicle_type", vehicle.vehicleType());
        row.put("use", vehicle.use());
        row.put("brand_model", vehicle.brandModel());
        row.put("colour", vehicle.colour());
        row.put("energy", vehicle.energy());
        row.put("first_registered_on", vehicle.firstRegisteredOn().toString());
        row.put("inspection_valid_to", vehicle.inspectionValidTo().toString());
        row.put("scrap_due_on", vehicle.scrapDueOn().toString());
        row.put("status", vehicle.status());
        row.put("mortgaged", Boolean.toString(vehicle.mortgaged()));
        return row;
    }

    @Override
    public long items() throws IOException {
        return files.items();
    }
}
