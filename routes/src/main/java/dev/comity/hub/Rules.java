package dev.comity.hub;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.budget.Budgets;
import dev.comity.config.Configuration;
import dev.comity.config.HubSettings;
import dev.comity.decision.DecisionEngine;
import dev.comity.directory.Directory;
import dev.comity.envelope.EnvelopeVerifier;
import java.time.Clock;

/**
 * Everything that a batch is judged by, as it is at one moment: configuration, directory, agreements in force, and the steps made
 * from them. A batch is judged by one of these from its first step to its last. Thread-safe.
 */
final class Rules {

    private final Configuration configuration;
    private final Directory directory;
    private final AgreementsInForce agreements;
    private final StatementCheck statements;
    private final RecordIntake records;
    private final Intake intake;
    private final SettlementIntake settlements;
    private final Judgement judgement;
    private final EnvelopeVerifier verifier;
    private final Entries entries;

    Rules(
            Configuration configuration,
            Directory directory,
            AgreementsInForce agreements,
            ExchangeLog exchangeLog,
            ExchangeState state,
            Budgets budgets,
            Clock clock) {
        this.configuration = configuration;
        this.directory = directory;
        this.agreements = agreements;
        HubSettings settings = configuration.hub();
        var types = configuration.types();
        verifier = new EnvelopeVerifier(directory, types, settings.id(), settings.limits());
        statements = new StatementCheck(settings.id(), directory);
        var contents = new ContentCheck(types, agreements, settings.zone());
        records = new RecordIntake(
                types,
                new RecordReading(settings, configuration::limits, types, verifier, statements, contents, clock),
                configuration::limits,
                state);
        var acknowledgements = new AcknowledgementIntake(settings.id(), directory, records, clock);
        var engine = new DecisionEngine(types, agreements.all(), directory, settings.zone());
        intake = new Intake(this, records, acknowledgements, sender -> new BatchView(sender, state, exchangeLog));
        settlements = new SettlementIntake(
                this, records, exchangeLog, state, sender -> new BatchView(sender, state, exchangeLog));
        // Answers are counted in one place; several nodes do not share it, and what cannot be counted is withheld.
        boolean counts = settings.cluster().isEmpty();
        judgement = new Judgement(types, engine, agreements, budgets, counts, clock);
        entries = new Entries(types, configuration.digest(), Engine.VERSION);
    }

    Configuration configuration() {
        return configuration;
    }

    Directory directory() {
        return directory;
    }

    AgreementsInForce agreements() {
        return agreements;
    }

    StatementCheck statements() {
        return statements;
    }

    RecordIntake records() {
        return records;
    }

    Intake intake() {
        return intake;
    }

    SettlementIntake settlements() {
        return settlements;
    }

    Judgement judgement() {
        return judgement;
    }

    EnvelopeVerifier verifier() {
        return verifier;
    }

    /** Writes entries that name this configuration's digest. */
    Entries entries() {
        return entries;
    }
}
