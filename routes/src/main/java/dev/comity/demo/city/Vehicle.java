package dev.comity.demo.city;

import java.time.LocalDate;

/** A registered vehicle. */
public record Vehicle(
        String plateNo,
        String plateType,
        String vin,
        String engineNo,
        Resident owner,
        String vehicleType,
        String use,
        String brandModel,
        String colour,
        String energy,
        LocalDate firstRegisteredOn,
        LocalDate inspectionValidTo,
        LocalDate scrapDueOn,
        String status,
        boolean mortgaged) {}
