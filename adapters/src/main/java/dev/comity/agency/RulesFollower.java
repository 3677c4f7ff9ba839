package dev.comity.agency;

import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.crypto.SigningKey;
import dev.comity.opening.PresentationOpener;
import dev.comity.sealing.RecordSealer;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of an agency: agreements that both sides signed, statements of the registrar and the agency's own seal and
 * acknowledgement keys are taken over within seconds, without a restart. A file that is being edited, a draft that nobody signed, an
 * older version and a key that is not certified change nothing.
 */
final class RulesFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RulesFollower.class);
    private static final long EVERY_MILLIS = 1_000;

    private final AgencySettings settings;
    private final Consumer<SigningKey> sealing;
    private final AgreementMemory memory;
    private final Clock clock;
    private final Runnable changed;
    private final Thread thread;
    private volatile AgencyRules rules;
    private volatile boolean running = true;
    private String seen;
    private Optional<String> refused = Optional.empty();

    private RulesFollower(
            AgencySettings settings,
            Consumer<SigningKey> sealing,
            AgreementMemory memory,
            Clock clock,
            Runnable changed) {
        this.settings = settings;
        this.sealing = sealing;
        this.memory = memory;
        this.clock = clock;
        this.changed = changed;
        this.thread = new Thread(this::run, settings.agency() + "-agreements");
        this.thread.setDaemon(true);
    }

    /**
     * @param first as it was read at the start
     * @param sealing told of each seal key before anything is sealed with it
     * @param changed called after each change
     */
    static RulesFollower start(
            AgencySettings settings,
            AgencyKeys keys,
            AgencyView first,
            Consumer<SigningKey> sealing,
            AgreementMemory memory,
            Clock clock,
            Runnable changed)
            throws IOException {
        RulesFollower follower = new RulesFollower(settings, sealing, memory, clock, changed);
        follower.seen = first.fingerprint();
        follower.adopt(first, keys);
        follower.thread.start();
        return follower;
    }

    /** As they are now: whoever asks keeps them for one piece of work. */
    AgencyRules rules() {
        return rules;
    }

    private void adopt(AgencyView view, AgencyKeys keys) throws IOException {
        memory.adopt(view.configuration(), view.agreements(), clock.instant());
        RecordSealer.Sender sender = new RecordSealer.Sender(
                settings.agency(),
                settings.hub(),
                keys.seal(),
                keys.pseudonym(),
                keys.secret(),
                view.configuration().hub().zone(),
                view.configuration().envelopeLimits(settings.agency()));
        AgreementsInForce agreements = view.agreements().after(memory);
        sealing.accept(keys.seal());
        rules = new AgencyRules(
                view,
                keys,
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
            }
        }
    }

    /** Looks once, and returns when what is in force by now is taken over. What changes while it is read is read by the next look. */
    void look() {
        try {
            follow();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: the changed configuration cannot be read yet ({})", settings.agency(), e.toString());
        }
    }

    private synchronized void follow() throws IOException {
        String now = AgencyView.fingerprint(settings);
        if (now.equals(seen)) {
            return;
        }
        try {
            AgencyView view = AgencyView.load(settings, System.getenv(), clock.instant(), memory.known());
            AgencyKeys keys = AgencyKeys.load(
                    settings.folder().resolve("keys"), settings.agency(), view.directory(), clock.instant());
            List<Problem> interruptions =
                    view.agreements().interruptions(rules.view().agreements(), this::isParty);
            if (interruptions.isEmpty()) {
                tellOfKey(keys);
                adopt(view, keys);
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

    private void tellOfKey(AgencyKeys next) {
        String kid = next.seal().verificationKey().kid();
        if (!rules.keys().seal().verificationKey().kid().equals(kid)) {
            LOG.info("{}: seals with key {} from now on", settings.agency(), kid);
        }
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
