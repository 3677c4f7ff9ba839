package dev.comity.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Hub, provider or consumer: one start after the other, each with its own life. */
final class Side {

    /** The three that are killed. */
    enum Who {
        HUB,
        PROVIDER,
        CONSUMER
    }

    private final Who who;
    private final Bed bed;
    private final Path folder;
    private final Deck deck;
    private Program program;
    private Duration usual = Duration.ofSeconds(3);
    private int starts;
    private long peakKilobytes;
    private Duration cpu = Duration.ZERO;
    private boolean reloaded;

    /** @param folder that gets what the processes print */
    Side(Who who, Bed bed, Path folder, Deck deck) {
        this.who = who;
        this.bed = bed;
        this.folder = folder;
        this.deck = deck;
    }

    Who who() {
        return who;
    }

    Program program() {
        return program;
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** How long it took to become ready, the last time that it did. */
    Duration usualStart() {
        return usual;
    }

    long peakKilobytes() {
        return peakKilobytes;
    }

    /** What its processes used, as far as they were looked at before they ended. */
    Duration cpu() {
        return cpu;
    }

    void startNext() throws IOException {
        start(deck.next());
    }

    void start(Life life) throws IOException {
        starts++;
        reloaded = false;
        if (who == Who.CONSUMER) {
            bed.consumer(starts);
        }
        program = Program.start(bed.home(), life, folder.resolve(name() + ".out"), arguments());
    }

    private String name() {
        return who.name().toLowerCase(java.util.Locale.ROOT);
    }

    private List<String> arguments() {
        return switch (who) {
            case HUB -> List.of("run", "--data", bed.data().root().toString());
            case PROVIDER -> agency(Bed.PROVIDER);
            case CONSUMER -> agency(Bed.CONSUMER);
        };
    }

    private List<String> agency(String agency) {
        return List.of("agency", "run", "--config", bed.data().agency(agency).toString());
    }

    /** Whether its life has come to its end: it stands still, or its moment is over. */
    boolean isDue() {
        Life life = program.life();
        if (program.reached().isPresent()) {
            return true;
        }
        return life.point().isEmpty() && program.age().toMillis() > life.moment() * usual.toMillis();
    }

    /** Notes what is to be known of it, now and then. */
    void look() {
        program.peak().ifPresent(peak -> peakKilobytes = Math.max(peakKilobytes, peak));
        if (program.isReady()) {
            usual = program.start();
        }
    }

    /** Whether it lives, is ready and still wants its change of the configuration; says so once. */
    boolean takeReload() {
        boolean now = program.life().reload() && program.isReady() && !reloaded;
        reloaded |= now;
        return now;
    }

    /** @return where it stood still, or "moment" */
    String kill() throws InterruptedException {
        look();
        String where = program.reached().map(point -> point.label()).orElse("moment");
        cpu = cpu.plus(program.cpu());
        program.kill();
        return where;
    }
}
