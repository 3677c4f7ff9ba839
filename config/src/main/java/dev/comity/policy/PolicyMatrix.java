package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.Mode;
import dev.comity.config.Configuration;
import dev.comity.record.Derivation;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may see what, as a picture: for each record type every field against every agency. Signed or not, an agreement counts from
 * the day it is written until it ends, so that the picture shows what would be in force.
 */
public record PolicyMatrix(LocalDate day, List<Sheet> sheets) {

    public PolicyMatrix {
        sheets = List.copyOf(sheets);
    }

    /** What an agency gets of a field. */
    public enum Access {
        /** Some agreement releases the field itself. */
        RELEASED,
        /** No agreement releases it, and some agreement releases a field that its source derives from it. */
        DERIVED,
        /** Neither. */
        WITHHELD,
        /** The agency is the source of the record. */
        SOURCE
    }

    /**
     * One square of the picture.
     *
     * @param under agreements that release the field, or what is derived from it
     * @param conditional whether every one of them only does so for records that meet its conditions
     * @param onRequest whether every one of them only does so in answer to a request
     */
    public record Cell(Access access, List<Agreement> under, boolean conditional, boolean onRequest) {

        public Cell {
            under = List.copyOf(under);
            if (under.isEmpty() == (access == Access.RELEASED || access == Access.DERIVED)) {
                throw new IllegalArgumentException("what is released is released under an agreement");
            }
        }
    }

    /** @param cells one for each agency of the sheet, in its order */
    public record Row(Field field, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** One record type. @param agencies slugs: those that provide it first, then every consumer of any agreement */
    public record Sheet(RecordType type, List<String> agencies, List<Row> rows) {

        public Sheet {
            agencies = List.copyOf(agencies);
            rows = List.copyOf(rows);
        }
    }

    /** @param day agreements that ended before it do not count */
    public static PolicyMatrix of(Configuration configuration, LocalDate day) {
        List<Agreement> counted = configuration.agreements().stream()
                .filter(agreement -> !agreement.to().isBefore(day))
                .toList();
        List<Sheet> sheets = new ArrayList<>();
        for (RecordType type : configuration.types().all()) {
            List<Agreement> over =
                    counted.stream().filter(a -> a.record().equals(type.id())).toList();
            sheets.add(sheet(type, over, List.copyOf(configuration.agencies().keySet())));
        }
        return new PolicyMatrix(day, sheets);
    }

    private static Sheet sheet(RecordType type, List<Agreement> over, List<String> agencies) {
        Set<String> sources = over.stream().map(Agreement::provider).collect(Collectors.toSet());
        List<Row> rows = type.fields().values().stream()
                .filter(Field::leaf)
                .map(field -> new Row(
                        field,
                        agencies.stream()
                                .map(agency -> cell(type, field, agency, over, sources))
                                .toList()))
                .toList();
        return new Sheet(type, agencies, rows);
    }

    private static Cell cell(RecordType type, Field field, String agency, List<Agreement> over, Set<String> sources) {
        List<Agreement> own =
                over.stream().filter(a -> a.consumer().equals(agency)).toList();
        List<Agreement> direct = releasing(own, Set.of(field.path()));
        if (!direct.isEmpty()) {
            return cell(Access.RELEASED, direct);
        }
        Set<FieldPath> derived = type.derivations().stream()
                .filter(derivation -> derivation.sources().contains(field.path()))
                .map(Derivation::name)
                .collect(Collectors.toSet());
        List<Agreement> indirect = releasing(own, derived);
        if (!indirect.isEmpty()) {
            return cell(Access.DERIVED, indirect);
        }
        Access access = sources.contains(agency) ? Access.SOURCE : Access.WITHHELD;
        return new Cell(access, List.of(), false, false);
    }

    private static List<Agreement> releasing(List<Agreement> agreements, Set<FieldPath> fields) {
        return agreements.stream()
                .filter(a -> a.release().stream().anyMatch(fields::contains))
                .toList();
    }

    private static Cell cell(Access access, List<Agreement> under) {
        return new Cell(
                access,
                under,
                under.stream()
                        .allMatch(a -> a.when().isPresent() || a.jurisdiction().isPresent()),
                under.stream().allMatch(a -> a.mode() != Mode.EVENT));
    }
}
