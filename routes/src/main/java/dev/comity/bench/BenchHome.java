package dev.comity.bench;

import dev.comity.json.Json;
import dev.comity.record.CreditCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The folders that a hub of the benchmark is provisioned from: one record type, and an agreement with a condition between each
 * provider and each consumer. Each consumer gets a third of the fields, a different one, so that all fields travel.
 */
final class BenchHome {

    private static final int SHARES = 3;
    private static final String CONDITION = "record.priority <= 5";

    private final Path home;
    private final BenchPlan plan;
    private final LocalDate today;

    private BenchHome(Path home, BenchPlan plan, LocalDate today) {
        this.home = home;
        this.plan = plan;
        this.today = today;
    }

    /**
     * Writes {@code schemas/} and {@code config/}.
     *
     * @param home empty folder
     * @param program the program's home, whose common definitions, code lists and purposes are used
     */
    static void write(Path home, Path program, BenchPlan plan, LocalDate today) throws IOException {
        copy(program.resolve("schemas/codes"), home.resolve("schemas/codes"));
        copy(program.resolve("schemas/records/common"), home.resolve("schemas/records/common"));
        copy(program.resolve("config/purposes.yaml"), home.resolve("config/purposes.yaml"));
        BenchHome writer = new BenchHome(home, plan, today);
        writer.recordType();
        writer.configuration();
    }

    private void recordType() throws IOException {
        String folder = "schemas/records/" + BenchRecord.TYPE;
        text(folder + "/schema.json", Json.pretty(BenchRecord.schema(plan.fields())));
        var example = new BenchRecord(plan.fields(), creditCode(0)).record(0, 0);
        text(folder + "/examples/whole.json", Json.pretty(example));
    }

    private void configuration() throws IOException {
        text("config/hub.yaml", """
                v: 1
                id: bench-hub
                origin: bench.invalid/log
                zone: UTC
                """);
        StringBuilder agencies = new StringBuilder("v: 1\nagencies:\n");
        for (int p = 0; p < plan.providers(); p++) {
            agencies.append(agency(BenchPlan.provider(p), creditCode(p), "provider"));
        }
        for (int c = 0; c < plan.recipients(); c++) {
            agencies.append(agency(BenchPlan.consumer(c), creditCode(plan.providers() + c), "consumer"));
        }
        text("config/agencies.yaml", agencies.toString());
        for (int p = 0; p < plan.providers(); p++) {
            for (int c = 0; c < plan.recipients(); c++) {
                agreement(p, c);
            }
        }
    }

    private static String agency(String slug, String creditCode, String role) {
        return """
                  %s:
                    title: {en: Benchmark, zh: 基准测试}
                    uscc: %s
                    division: "440300"
                    roles: [%s]
                """.formatted(slug, creditCode, role).indent(2);
    }

    private void agreement(int provider, int consumer) throws IOException {
        String id = agreement(BenchPlan.provider(provider), BenchPlan.consumer(consumer));
        String file = "config/agreements/%s/%s".formatted(BenchPlan.consumer(consumer), id);
        List<String> released = released(plan.fields(), consumer);
        text(file + ".yaml", """
                agreement: %s
                version: 1
                title: {en: Benchmark, zh: 基准测试}
                provider: %s
                consumer: %s
                record: %s
                mode: event
                purpose: record-management
                basis: {kind: statutory-duty, instrument: Benchmark Rules, article: "1", responsibility: BENCH-1}
                valid: {from: %s, to: %s}
                when: %s
                release:
                %s
                """.formatted(
                        id,
                        BenchPlan.provider(provider),
                        BenchPlan.consumer(consumer),
                        BenchRecord.TYPE,
                        today.minusDays(1),
                        today.plusYears(1),
                        CONDITION,
                        String.join("\n", released.stream().map(p -> "  - " + p).toList())));
        text(file + ".tests.yaml", """
                - given: any record
                  record: %s/examples/whole.json
                  sees: [%s]
                """.formatted(BenchRecord.TYPE, String.join(", ", released)));
    }

    /** The id of the agreement between two agencies. */
    static String agreement(String provider, String consumer) {
        return provider + "-to-" + consumer;
    }

    /** Every third leaf, from another one on for each consumer. */
    static List<String> released(int fields, int consumer) {
        List<String> leaves = BenchRecord.leaves(fields);
        return IntStream.range(0, leaves.size())
                .filter(i -> (i + consumer) % SHARES == 0)
                .mapToObj(leaves::get)
                .toList();
    }

    /** A code with valid check characters that belongs to nobody. @param number from 0 */
    static String creditCode(int number) {
        String organisation = "11440300998%05d".formatted(number);
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (char a : alphabet.toCharArray()) {
            for (char b : alphabet.toCharArray()) {
                String code = organisation + a + b;
                if (CreditCode.isValid(code)) {
                    return code;
                }
            }
        }
        throw new IllegalStateException("no check characters for agency " + number);
    }

    private void text(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = from.equals(file)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
