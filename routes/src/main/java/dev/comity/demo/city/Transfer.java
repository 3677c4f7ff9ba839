package dev.comity.demo.city;

import java.time.LocalDate;

/** A made-up property transfer in the layout of the land registry's monthly files; every member is one column of theirs. */
public record Transfer(
        String transactionId,
        int price,
        LocalDate date,
        String postcode,
        char propertyType,
        boolean newlyBuilt,
        char tenure,
        String primaryName,
        String secondaryName,
        String street,
        String locality,
        String town,
        String district,
        String county,
        char category,
        char change) {}
