package dev.comity.audit;

import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Entry;
import dev.comity.log.EntryRules;
import dev.comity.log.LogVerifier.Check;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * That what was logged was permitted: agencies are certified by a pinned registrar, configurations and agreements are those
 * that the entries name, agreements have both signatures and only rise, each release lies within its agreement, and each
 * exchange is whole.
 */
public final class AuditRules implements EntryRules {

    /** Every agency's statement is there and signed by a pinned registrar. */
    static final String STATEMENTS = "log.statements";
    /** Whoever submitted used a key that a registrar certified for it. */
    static final String KEYS = "log.keys";
    /** Nothing that a revoked key signed was accepted after its revocation. */
    static final String REVOCATIONS = "log.revocations";
    /** Every configuration that the entries name is kept, and each entry names the one in force. */
    static final String CONFIGURATIONS = "log.configurations";
    /** Agreements in force have both signatures, and their versions only rise. */
    static final String AGREEMENTS = "log.agreements";
    /** Each release lies within the agreement in force at its place. */
    static final String RELEASES = "log.releases";
    /** Each delivery that a submission announces has its entry, and no other has one. */
    static final String EXCHANGES = "log.exchanges";

    private final RuleNotes notes = new RuleNotes();
    private final RegistrarRules registrars;
    private final RevocationRules revocations;
    private final ConfigurationRules configurations;
    private final AgreementRules agreements;
    private final ReleaseRules releases;
    private final ExchangeRules exchanges;

    /** @param evidence what the entries name by its digest */
    public AuditRules(TrustAnchors trust, LogEvidence evidence) {
        registrars = new RegistrarRules(trust, evidence, notes);
        revocations = new RevocationRules(trust, evidence, registrars, notes);
        configurations = new ConfigurationRules(evidence, notes);
        agreements = new AgreementRules(configurations, registrars, notes);
        releases = new ReleaseRules(configurations, agreements, notes);
        exchanges = new ExchangeRules(notes);
    }

    @Override
    public void see(long index, Entry entry) throws IOException {
        registrars.see(index, entry);
        revocations.see(index, entry);
        configurations.see(index, entry);
        agreements.see(index, entry);
        releases.see(index, entry);
        exchanges.see(index, entry);
    }

    /** Who was certified up to the last entry seen. */
    Directory directory() {
        return registrars.directory();
    }

    @Override
    public List<Check> checks() {
        exchanges.finish();
        return List.of(
                notes.check(STATEMENTS, registrars.summary()),
                notes.check(KEYS, "every submission is by a key certified for its sender"),
                notes.check(REVOCATIONS, revocations.summary()),
                notes.check(CONFIGURATIONS, configurations.summary()),
                notes.check(AGREEMENTS, agreements.summary()),
                notes.check(RELEASES, releases.summary()),
                notes.check(EXCHANGES, exchanges.summary()));
    }

    @Override
    public OptionalLong firstUntrusted() {
        return notes.firstUntrusted();
    }
}
