package dev.comity.hub;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.batch.Burial;
import dev.comity.config.Configuration;
import dev.comity.config.HubSettings;
import dev.comity.decision.DecisionEngine;
import dev.comity.envelope.EnvelopeVerifier;

/** The stages of the journey, made once and shared by the routes of all agencies; each is thread-safe. */
final class Stages {

    private final Intake intake;
    private final Judgement judgement;
    private final LogStep log;
    private final Presenting presenting;
    private final Burial burial;

    Stages(
            Hub.Options options,
            AgreementsInForce agreements,
            HubKeys keys,
            ExchangeLog exchangeLog,
            ExchangeState state,
            Runnable afterAppend) {
        Configuration configuration = options.configuration();
        HubSettings settings = configuration.hub();
        var types = configuration.types();
        var verifier = new EnvelopeVerifier(options.directory(), types, settings.id(), settings.limits());
        var statements = new StatementCheck(settings.id(), options.directory());
        var records = new RecordIntake(
                settings,
                types,
                verifier,
                statements,
                new ContentCheck(types, agreements, settings.zone()),
                options.clock());
        var acknowledgements = new AcknowledgementIntake(settings.id(), options.directory(), records, options.clock());
        var engine = new DecisionEngine(types, agreements.all(), options.directory(), settings.zone());
        intake = new Intake(records, acknowledgements, sender -> new BatchView(sender, state, exchangeLog));
        judgement = new Judgement(engine, agreements, verifier, options.clock());
        log = new LogStep(
                exchangeLog, state, new Entries(configuration.digest(), Engine.VERSION), verifier, afterAppend);
        presenting = new Presenting(settings.id(), exchangeLog, keys.deliver());
        burial = new DeadLetterNotices(records, statements, exchangeLog, state, presenting);
    }

    /** What is said about messages that cannot be processed. */
    Burial burial() {
        return burial;
    }

    EventRoute route(String sender, String in, String out) {
        return new EventRoute(sender, in, out, intake, judgement, log, presenting);
    }
}
