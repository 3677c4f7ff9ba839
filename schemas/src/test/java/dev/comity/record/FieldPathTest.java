package dev.comity.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class FieldPathTest {

    /** The form as it is written down; slow. */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\[\\])*(\\.[A-Za-z][A-Za-z0-9_]*(\\[\\])*)*");

    @Property(tries = 3000)
    void aTextIsAPathExactlyWhereItHasTheForm(
            @ForAll @Chars({'a', 'Z', '0', '_', '.', '[', ']', '-', 'é'}) @StringLength(max = 9) String text) {
        assertThat(FieldPath.isPath(text)).isEqualTo(FORM.matcher(text).matches());
    }
}
