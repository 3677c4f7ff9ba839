package dev.comity.kills;

import dev.comity.crypto.Jws;
import dev.comity.crypto.SigningKey;
import dev.comity.outbox.AgencyDatabase;
import dev.comity.outbox.Counts;
import dev.comity.refusal.RecordRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces keys while records flow, revokes one, and says what became of each record and of older evidence. */
@Command(name = "key-rotation", mixinStandardHelpOptions = true)
final class KeyRotation implements Callable<Integer> {

    private static final int AFTERWARDS = 20;
    private static final int LONGEST_SECONDS = 600;
    private static final int COMPACT = 1024 * 1024;
    private static final String CONSUMER = "housing";

    @Parameters(index = "0", description = "An empty folder, or one that is not there.")
    private Path work;

    @Option(names = "--records", description = "How many flow while a key is replaced; default: ${DEFAULT-VALUE}.")
    private int records = 10_000;

    @Option(names = "--seed", description = "Of the records; default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    private final List<String> wrong = new ArrayList<>();
    private KillCity city;
    private OwnSystems systems;
    private Processes processes;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KeyRotation()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        long startedAt = System.nanoTime();
        city = new KillCity(Path.of(System.getProperty("comity.home")), work.toAbsolutePath(), List.of(CONSUMER));
        Files.createDirectories(work);
        try (OwnSystems own = OwnSystems.start(seed, city.consumers())) {
            systems = own;
            city.make(own.url());
            processes = new Processes(city, systems, seed);
            processes.startAll();
            String old = kid();
            rotateUnderLoad(old);
            Path evidence = evidence(old);
            processes.startAll();
            revoke(evidence);
            recover();
            processes.stopAll();
        }
        wrong.forEach(line -> System.out.println("WRONG " + line));
        System.out.printf(
                "%.0f s: %s%n",
                (System.nanoTime() - startedAt) / 1e9,
                wrong.isEmpty() ? "everything held" : wrong.size() + " things are wrong");
        return wrong.isEmpty() ? 0 : 1;
    }

    private void rotateUnderLoad(String old) throws Exception {
        systems.change(records / 2);
        await("records flow", () -> systems.arrived(CONSUMER) >= records / 20);
        expect(0, "keys", "rotate", "--use", "seal", "--as", KillCity.PROVIDER);
        expect(0, "keys", "rotate", "--use", "ack", "--as", CONSUMER);
        systems.change(records - records / 2);
        System.out.printf("rotated with %,d of %,d records arrived%n", systems.arrived(CONSUMER), records);
        require(systems.arrived(CONSUMER) < records, "the records had all arrived before the key was replaced");
        require(!kid().equals(old), "the key in use is the old one");
        awaitAll();
        processes.stopAll();
        wrong.addAll(processes.findings());
        long before = sealedWith(old);
        System.out.printf(
                "%,d records arrived, %,d envelopes sealed with the old key, %,d with the new one, none refused%n",
                systems.written(), before, systems.written() - before);
        require(before > 0 && before < systems.written(), "one of the two keys sealed nothing");
    }

    /** What the old key sealed still opens. */
    private Path evidence(String old) throws Exception {
        Path received = city.folder(CONSUMER).resolve("received/property-transfer/1");
        try (Stream<Path> files = Files.list(received)) {
            Path one = files.filter(file -> file.toString().endsWith(".sdjwt"))
                    .filter(file -> sealer(file).equals(old))
                    .findFirst()
                    .orElseThrow();
            expect(0, "open", one.toString(), "--as", CONSUMER);
            verifyLog();
            return one;
        }
    }

    private void revoke(Path evidence) throws Exception {
        expect(
                0,
                "keys",
                "revoke",
                "--use",
                "seal",
                "--of",
                KillCity.PROVIDER,
                "--by",
                KillCity.PROVIDER,
                "--kid",
                kid());
        await(
                "the revocation is logged",
                () -> Files.readString(work.resolve("hub.out")).contains("is revoked"));
        long before = systems.arrived(CONSUMER);
        systems.change(AFTERWARDS);
        await("the provider has the answers", () -> receipts() >= records + AFTERWARDS);
        require(systems.arrived(CONSUMER) == before, "something arrived that was sealed with a revoked key");
        expect(0, "open", evidence.toString(), "--as", CONSUMER);
    }

    /** The agree key asks for a new one, and records flow again. */
    private void recover() throws Exception {
        expect(1, "keys", "rotate", "--use", "seal", "--as", KillCity.PROVIDER);
        expect(0, "keys", "rotate", "--use", "seal", "--as", KillCity.PROVIDER, "--by-agree", "--overlap", "PT0S");
        long before = systems.arrived(CONSUMER);
        await(
                "the provider seals with the new key",
                () -> Files.readString(work.resolve(KillCity.PROVIDER + ".out")).contains("seals with key " + kid()));
        systems.change(AFTERWARDS);
        await("records flow again", () -> systems.arrived(CONSUMER) == before + AFTERWARDS);
        Thread.sleep(2_000);
        processes.stopAll();
        try (AgencyDatabase database = AgencyDatabase.open(city.folder(KillCity.PROVIDER))) {
            Counts counts = Counts.of(database);
            long revoked = counts.refusals().stream()
                    .filter(one -> one.code().equals("key-revoked"))
                    .count();
            System.out.printf(
                    "%d refused after the revocation, %d of them with key-revoked%n", counts.refused(), revoked);
            require(
                    revoked == AFTERWARDS && counts.refused() == AFTERWARDS,
                    "expected " + AFTERWARDS + " refusals with key-revoked");
        }
        verifyLog();
    }

    private void verifyLog() throws Exception {
        expect(
                0,
                "audit",
                "verify",
                city.data().resolve("log").toString(),
                "--trust",
                city.data().resolve("trust.yaml").toString());
    }

    private String kid() throws IOException {
        return SigningKey.read(city.folder(KillCity.PROVIDER).resolve("keys/seal.pem"))
                .verificationKey()
                .kid();
    }

    private static String sealer(Path presentation) {
        try {
            String compact = Files.readString(presentation);
            return Jws.parse(compact.substring(0, compact.indexOf('~')), COMPACT)
                    .kid();
        } catch (IOException | RecordRefused e) {
            throw new IllegalStateException(presentation + " is no presentation", e);
        }
    }

    private long sealedWith(String kid) throws Exception {
        try (AgencyDatabase database = AgencyDatabase.open(city.folder(KillCity.PROVIDER))) {
            return database.read(connection -> {
                try (var query = connection.prepareStatement("select count(*) from envelope where kid = ?")) {
                    query.setString(1, kid);
                    try (var row = query.executeQuery()) {
                        row.next();
                        return row.getLong(1);
                    }
                }
            });
        }
    }

    private long receipts() throws IOException {
        try (Stream<Path> files = Files.list(city.folder(KillCity.PROVIDER).resolve("receipts"))) {
            return files.filter(file -> file.toString().endsWith(".jwt"))
                    .filter(file -> !file.toString().endsWith(".ack.jwt"))
                    .count();
        }
    }

    private void awaitAll() throws Exception {
        await("everything has arrived", () -> systems.arrived(CONSUMER) == systems.written());
        Thread.sleep(3_000);
    }

    /** What may be so later. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not in " + LONGEST_SECONDS + " s: " + what);
            }
            Thread.sleep(200);
        }
        System.out.println("ok    " + what);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    /** Runs a command of Comity. */
    private void expect(int code, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!arguments[0].equals("audit")) {
            all.addAll(List.of("--data", city.data().toString()));
        }
        Path output = work.resolve("command.out");
        int got = Started.run(all, output);
        String told = "comity " + String.join(" ", arguments) + ": exit " + got;
        System.out.println((got == code ? "ok    " : "WRONG ") + told);
        require(got == code, told + ", expected " + code + ": " + Files.readString(output));
    }
}
