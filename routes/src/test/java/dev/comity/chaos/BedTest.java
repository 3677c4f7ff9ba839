package dev.comity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BedTest {

    @Test
    void anAgenciesFileIsCutDownToSomeAndKeepsItsHead() {
        String yaml = """
                # Who takes part.
                v: 1
                agencies:
                  one:
                    division: "440300"
                  another-one:
                    roles: [provider]
                  two:
                    roles: [consumer]
                """;

        assertThat(Bed.only(List.of("one", "two"), yaml)).isEqualTo("""
                # Who takes part.
                v: 1
                agencies:
                  one:
                    division: "440300"
                  two:
                    roles: [consumer]
                """);
    }
}
