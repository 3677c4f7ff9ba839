package dev.comity.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The purposes that the W3C Data Privacy Vocabulary 2.3 names: the closed list that {@code purposes.yaml} maps to. */
public final class PrivacyVocabulary {

    private static final String PREFIX = "dpv:";
    private static final Set<String> PURPOSES = read();

    private PrivacyVocabulary() {}

    /** Every purpose as it is written in {@code purposes.yaml}, for instance {@code dpv:RecordManagement}. */
    public static Set<String> purposes() {
        return PURPOSES;
    }

    private static Set<String> read() {
        try (InputStream list = PrivacyVocabulary.class.getResourceAsStream("dpv-2.3-purposes.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(name -> PREFIX + name)
                    .collect(Collectors.collectingAndThen(
                            Collectors.toCollection(TreeSet::new), java.util.Collections::unmodifiableSet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
