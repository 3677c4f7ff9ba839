package dev.comity.log;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * What entries must say beside their form, judged by somebody who knows more than the log: configuration, registrars. Serves
 * one pass over one log.
 */
public interface EntryRules {

    /** Rules that nothing breaks. */
    EntryRules NONE = new EntryRules() {
        @Override
        public void see(long index, Entry entry) {}

        @Override
        public List<LogVerifier.Check> checks() {
            return List.of();
        }

        @Override
        public OptionalLong firstUntrusted() {
            return OptionalLong.empty();
        }
    };

    /**
     * Gets each well-formed entry once, in order, up to the first that the tree casts doubt on.
     *
     * @throws IllegalArgumentException naming the member, if one is not of the form that its kind has
     * @throws IOException if something beside the log cannot be read
     */
    void see(long index, Entry entry) throws IOException;

    /** After the last entry. */
    List<LogVerifier.Check> checks();

    /** The first entry that breaks a rule, if any. */
    OptionalLong firstUntrusted();
}
