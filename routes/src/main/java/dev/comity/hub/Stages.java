package dev.comity.hub;

import dev.comity.batch.Batch;
import dev.comity.batch.Burial;
import dev.comity.batch.Effort;
import dev.comity.batch.Outgoing;
import dev.comity.batch.Unavailable;
import dev.comity.config.HubSettings;
import dev.comity.envelope.UndeliverableReason;
import dev.comity.fault.FaultPoint;
import java.util.List;
import java.util.Optional;

/**
 * The stages of the journey, shared by the routes of all agencies, and the rules that are in force now. Rules change between two
 * batches: a batch that was judged by rules which have gone meanwhile is judged anew before anything of it is logged. So no
 * entry after a change follows the rules from before it. Thread-safe.
 */
final class Stages {

    private final LogStep log;
    private final Presenting presenting;
    private final ExchangeLog exchangeLog;
    private final ExchangeState state;
    private final Effort effort;
    private final NewsOfNodes news;
    private volatile Rules rules;
    private volatile boolean inDoubt;

    /**
     * @param news what other nodes have committed; of a hub alone there are none
     * @param effort gets what each stage took
     * @param afterAppend runs between the log and the delivery: where a test lets the hub break
     */
    Stages(
            Rules rules,
            HubKeys keys,
            ExchangeLog exchangeLog,
            ExchangeState state,
            NewsOfNodes news,
            Effort effort,
            Runnable afterAppend) {
        this.effort = effort;
        this.rules = rules;
        this.exchangeLog = exchangeLog;
        this.state = state;
        this.news = news;
        this.log = new LogStep(exchangeLog, state, afterAppend);
        HubSettings settings = rules.configuration().hub();
        this.presenting =
                new Presenting(settings.id(), exchangeLog, keys.deliver(), news.queues(), settings.longestWait());
    }

    Rules rules() {
        return rules;
    }

    /** Logs what is new in these rules and puts them into force, both between two batches. */
    void change(Rules next) {
        try {
            exchangeLog.append(draft -> ChangeEntries.of(state, next, draft), () -> {
                FaultPoint.RULES_LOGGED.reach();
                rules = next;
            });
        } catch (Unavailable e) {
            inDoubt = true;
            throw e;
        }
    }

    /** After a change that failed, the log may say that the new rules are in force: it is told again what is. */
    private void settleDoubt() {
        if (inDoubt) {
            exchangeLog.append(draft -> ChangeEntries.of(state, rules, draft));
            inDoubt = false;
        }
    }

    /** What is said about messages that cannot be processed. */
    Burial burial() {
        return (queue, dead, attempts, reason) -> {
            Rules now = rules;
            return new DeadLetterNotices(now.records(), now.statements(), exchangeLog, state, presenting, news.queues())
                    .bury(queue, dead, attempts, reason);
        };
    }

    EventRoute route(String sender, String in, String out) {
        return new EventRoute("events " + sender, sender, in, out, this);
    }

    /** For what another node has read of this sender. */
    EventRoute forwardedRoute(String sender, String in, String out) {
        return new EventRoute("events of other nodes " + sender, sender, in, out, this);
    }

    /** What the operator decided about dead letters goes the way of the records. */
    EventRoute settlements(String in, String out) {
        return new EventRoute("settlements", "", in, out, this);
    }

    UndeliveredRoute undelivered(UndeliverableReason reason, String in, String out) {
        var cluster = rules.configuration().hub().cluster();
        return new UndeliveredRoute(in, out, new Undelivered(reason, exchangeLog, state, presenting, cluster));
    }

    /** First step: intake, by the rules of now. */
    Judged receive(String sender, Batch batch) {
        Rules now = rules;
        Judged received = effort.of(
                "receive",
                () -> batch.address().equals(news.queues().settlement())
                        ? now.settlements().receive(batch)
                        : news.awaited(() -> now.intake().receive(sender, batch)));
        FaultPoint.HUB_TAKEN_IN.reach();
        return received;
    }

    /** Second step: the decisions, by the same rules. */
    Judged decide(Judged judged) {
        Judged decided = effort.of("decide", () -> judged.rules().judgement().decide(judged));
        FaultPoint.HUB_DECIDED.reach();
        return decided;
    }

    /** Third step: the log. */
    Logged log(Judged judged) {
        settleDoubt();
        Optional<Logged> logged = append(judged);
        while (logged.isEmpty()) {
            logged = append(decide(receive(judged.sender(), judged.batch())));
        }
        return logged.get();
    }

    private Optional<Logged> append(Judged judged) {
        return effort.of("log", () -> log.log(judged, this::areInForce));
    }

    private boolean areInForce(Rules asked) {
        return asked == rules;
    }

    /** Fourth step: what goes out. */
    List<Outgoing> present(Logged logged) {
        List<Outgoing> outgoing = effort.of("present", () -> presenting.present(logged));
        FaultPoint.HUB_PRESENTED.reach();
        return outgoing;
    }
}
