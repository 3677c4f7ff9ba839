package dev.comity.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.comity.json.Json;
import dev.comity.record.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final String RECORD = """
            {"status": "valid", "age": "indeterminate", "spouse": null, "points": 3, "area": 50.0, "mortgaged": false,
             "address": {"line": "a", "division": "44"}, "classes": ["C1", "D"], "none": [],
             "owners": [{"id": "1", "name": "x", "share": null}, {"id": "2", "name": "y"}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "status=\"valid\" | CONSISTENT",
                "status=\"ended\" | INCONSISTENT",
                "status=\"Valid\" | INCONSISTENT",
                "points=3 | CONSISTENT",
                "points=3.0 | CONSISTENT",
                "points=\"3\" | INCONSISTENT",
                "area=50 | CONSISTENT",
                "mortgaged=false | CONSISTENT",
                "mortgaged=true | INCONSISTENT",
                // What the record does not say is no contradiction.
                "age=\"yes\" | NO_RECORD",
                "age=\"indeterminate\" | NO_RECORD",
                "spouse=\"1\" | NO_RECORD",
                "absent=\"1\" | NO_RECORD",
                "address.absent=\"1\" | NO_RECORD",
                "absent.absent=\"1\" | NO_RECORD",
                "none[]=\"1\" | NO_RECORD",
                "owners[].share=\"1\" | NO_RECORD",
                // Of a list, one element is enough.
                "classes[]=\"D\" | CONSISTENT",
                "classes[]=\"A1\" | INCONSISTENT",
                "owners[].id=\"2\" | CONSISTENT",
                "owners[].id=\"3\" | INCONSISTENT",
                // Both values in the same element.
                "owners[].id=\"2\" owners[].name=\"y\" | CONSISTENT",
                "owners[].id=\"1\" owners[].name=\"y\" | INCONSISTENT",
                "address.line=\"a\" address.division=\"44\" | CONSISTENT",
                "address.line=\"a\" address.division=\"45\" | INCONSISTENT",
                // A contradiction counts more than silence, wherever it stands.
                "age=\"yes\" status=\"ended\" | INCONSISTENT",
                "status=\"ended\" age=\"yes\" | INCONSISTENT",
                "status=\"valid\" age=\"yes\" | NO_RECORD",
                "age=\"yes\" status=\"valid\" | NO_RECORD",
                // One field twice: both must be right.
                "status=\"valid\" status=\"ended\" | INCONSISTENT",
                "status=\"ended\" status=\"valid\" | INCONSISTENT",
                "status=\"valid\" status=\"valid\" | CONSISTENT",
                // Nothing below a value, and no value for an object.
                "status.x=\"valid\" | NO_RECORD",
                "address=\"a\" | INCONSISTENT",
            })
    void comparesWithWhatTheRecordSays(String presented, Verdict expected) throws Exception {
        // Given
        List<Map.Entry<FieldPath, JsonNode>> values = new ArrayList<>();
        for (String one : presented.split(" ")) {
            String[] parts = one.split("=");
            values.add(Map.entry(FieldPath.of(parts[0]), Json.parse(parts[1])));
        }

        // When
        Verdict verdict = Comparison.of(Json.parse(RECORD), values);

        // Then
        assertThat(verdict).isEqualTo(expected);
    }
}
