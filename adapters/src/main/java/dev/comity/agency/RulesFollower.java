package dev.comity.agency;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.opening.PresentationOpener;
import dev.comity.sealing.RecordSealer;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the configuration folder of an agency: agreements that both sides signed are taken over within seconds, without a
 * restart. A file that is being edited, a draft that nobody signed and an older version change nothing.
 */
final class RulesFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RulesFollower.class);
    private static final long EVERY_MILLIS = 1_000;

    private final AgencySettings settings;
    private final AgencyKeys keys;
    private final AgreementMemory memory;
    private final Clock clock;
    private final Runnable changed;
    private final Thread thread;
    private volatile AgencyRules rules;
    private volatile boolean running = true;
    private String seen;
    private Optional<String> refused = Optional.empty();

    private RulesFollower(
            AgencySettings settings, AgencyKeys keys, AgreementMemory memory, Clock clock, Runnable changed) {
        this.settings = settings;
        this.keys = keys;
        this.memory = memory;
        this.clock = clock;
        this.changed = changed;
        this.thread = new Thread(this::run, settings.agency() + "-agreements");
        this.thread.setDaemon(true);
    }

    /**
     * @param first as it was read at the start
     * @param changed called after each change
     */
    static RulesFollower start(
            AgencySettings settings,
            AgencyKeys keys,
            AgencyView first,
            AgreementMemory memory,
            Clock clock,
            Runnable changed)
            throws IOException {
        RulesFollower follower = new RulesFollower(settings, keys, memory, clock, changed);
        follower.seen = first.fingerprint();
        follower.adopt(first);
        follower.thread.start();
        return follower;
    }

    /** As they are now: whoever asks keeps them for one piece of work. */
    AgencyRules rules() {
        return rules;
    }

    private void adopt(AgencyView view) throws IOException {
        memory.adopt(view.configuration(), view.agreements(), clock.instant());
        RecordSealer.Sender sender = new RecordSealer.Sender(
                settings.agency(),
                settings.hub(),
                keys.seal(),
                keys.pseudonym(),
                keys.secret(),
                view.configuration().hub().zone());
        AgreementsInForce agreements = view.agreements().after(memory);
        rules = new AgencyRules(
                view,
                new RecordSealer(sender, view.types(), view.directory(), agreements),
                new PresentationOpener(
                        view.directory(),
                        view.trust(),
                        agreements,
                        view.types(),
                        settings.hub(),
                        view.configuration().hub().limits()));
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(EVERY_MILLIS);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("{}: the changed configuration cannot be read yet ({})", settings.agency(), e.toString());
            }
        }
    }

    /** Looks once. What changes while it is read is read again by the next look. */
    private void look() throws IOException {
        String now = AgencyView.fingerprint(settings);
        if (now.equals(seen)) {
            return;
        }
        try {
            AgencyView view = AgencyView.load(settings, System.getenv(), clock.instant(), memory.known());
            List<Problem> interruptions =
                    view.agreements().interruptions(rules.view().agreements(), this::isParty);
            if (interruptions.isEmpty()) {
                adopt(view);
                refused = Optional.empty();
                LOG.info(
                        "{}: {} agreements in force",
                        settings.agency(),
                        view.agreements().all().size());
                changed.run();
            } else {
                tell(interruptions);
            }
        } catch (AgencyView.NotReady e) {
            tell(e.problems());
        }
        seen = now;
    }

    /** What others have not signed yet is nothing to this agency. */
    private boolean isParty(Agreement agreement) {
        return settings.agency().equals(agreement.provider())
                || settings.agency().equals(agreement.consumer());
    }

    private void tell(List<Problem> problems) {
        String text = problems.toString();
        if (!refused.equals(Optional.of(text))) {
            refused = Optional.of(text);
            LOG.warn("{}: the changed configuration is not taken over: {}", settings.agency(), problems);
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(5_000);
    }
}
