package dev.comity.kit;

import dev.comity.adapter.AdapterFolder;
import dev.comity.adapter.RequestRefused;
import dev.comity.adapter.SourceItem;
import dev.comity.agency.ItemSealer;
import dev.comity.agency.NotSendableFolder;
import dev.comity.agency.OutboxRoom;
import dev.comity.agency.SourceIntake;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Outbox;
import dev.comity.outbox.SourceLedger;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The same sample twice gives its records once, through the real ledger and outbox: read again as it is, and again as a copy (a file
 * of another name, a row that was written anew). A sink hands on the same for the same delivery.
 */
final class RepeatedCheck implements Check {

    private static final long LATER = 1_000_000_000L;

    @Override
    public int number() {
        return 10;
    }

    @Override
    public String id() {
        return "repeated";
    }

    @Override
    public String title() {
        return "the same sample twice gives one record";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        Trial trial = subject.trial();
        if (!subject.source()) {
            return handed(subject, trial);
        }
        List<Brought> sealed = trial.good().stream().filter(Brought::sealed).toList();
        if (sealed.isEmpty()) {
            throw new Skipped("no good sample gave a record that could be sealed");
        }
        Path folder = Files.createTempDirectory("comity-kit");
        try (AgencyDatabase database = AgencyDatabase.open(folder)) {
            return new Twice(subject, trial, database, folder).problems(sealed);
        } catch (SQLException e) {
            throw new IllegalStateException("the agency's database could not be used", e);
        } finally {
            Trial.delete(folder);
        }
    }

    private static List<Problem> handed(Subject subject, Trial trial) {
        List<Problem> problems = new ArrayList<>();
        for (Handed one : trial.handed()) {
            if (one.failure().isEmpty() && !one.sent().equals(one.again())) {
                problems.add(Problem.error(
                        subject.shown(Subject.ROUTE),
                        0,
                        0,
                        "the delivery '%s', handed over twice, does not give the same twice: whoever takes it cannot tell"
                                        .formatted(one.name())
                                + " that it came again"));
            }
        }
        return problems;
    }

    /** One ledger and outbox, with a name of its own for each sample. */
    private static final class Twice {

        private final Subject subject;
        private final Trial trial;
        private final SourceIntake intake;
        private final SourceLedger ledger;

        Twice(Subject subject, Trial trial, AgencyDatabase database, Path folder) {
            this.subject = subject;
            this.trial = trial;
            Outbox outbox = new Outbox(
                    database,
                    trial.adapter().agency(),
                    trial.city().configuration().hub().id(),
                    trial.city().sealKey());
            this.intake = new SourceIntake(
                    database,
                    outbox,
                    new ItemSealer(trial.city()::sealer),
                    new NotSendableFolder(folder.resolve("not-sendable")),
                    new OutboxRoom(trial.adapter().agency(), outbox, OutboxRoom.USUAL_LIMIT),
                    Clock.fixed(trial.city().now(), ZoneOffset.UTC));
            this.ledger = new SourceLedger(database);
        }

        List<Problem> problems(List<Brought> samples) throws SQLException, IOException {
            List<Problem> problems = new ArrayList<>();
            for (Brought one : samples) {
                AdapterFolder named = trial.adapter()
                        .named(trial.adapter().id() + "/" + one.of().name());
                take(
                        named,
                        "first",
                        one.items().stream().map(Brought.Item::item).toList());
                long once = sent(named);
                take(
                        named,
                        "first",
                        one.items().stream().map(Brought.Item::item).toList());
                take(named, "second", later(one));
                long twice = sent(named);
                if (once == 0 || twice != once) {
                    problems.add(key().error("the sample '%s' gives %d once and %d when it comes again; '%s' tells what"
                                    .formatted(one.of().name(), once, twice, "key")
                            + " is the same thing"));
                }
            }
            return problems;
        }

        private YamlNode key() {
            YamlNode description = subject.description().value().orElseThrow();
            return Parameters.member(description, "input")
                    .flatMap(input -> Parameters.member(input, "key"))
                    .orElse(description);
        }

        private void take(AdapterFolder adapter, String file, List<SourceItem> items) throws SQLException, IOException {
            switch (adapter.input().orElseThrow().arrival()) {
                case FILE -> intake.file(adapter, file, items);
                case MARK -> intake.marked(adapter, items);
                case MESSAGE -> intake.message(adapter, items);
                case REQUEST -> request(adapter, items);
            }
        }

        private void request(AdapterFolder adapter, List<SourceItem> items) throws SQLException, IOException {
            try {
                intake.request(adapter, items);
            } catch (RequestRefused e) {
                throw new IllegalStateException("what was sealed before is refused", e);
            }
        }

        /** As if every row had been written anew, with what it says left as it is. */
        private static List<SourceItem> later(Brought one) {
            return one.items().stream()
                    .map(Brought.Item::item)
                    .map(item -> new SourceItem(
                            item.place() + LATER, item.digest(), item.content(), item.raw(), item.problem()))
                    .toList();
        }

        private long sent(AdapterFolder adapter) throws SQLException {
            return ledger.counts().stream()
                    .filter(count -> count.adapter().equals(adapter.id()))
                    .mapToLong(SourceLedger.SourceCount::sent)
                    .sum();
        }
    }
}
