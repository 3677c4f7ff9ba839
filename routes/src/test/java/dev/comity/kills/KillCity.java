package dev.comity.kills;

import dev.comity.agency.AgencySettings;
import dev.comity.demo.DataFolder;
import dev.comity.demo.Provisioning;
import dev.comity.disk.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A small city: the land registry provides, others consume, and every one of them is a process with a data folder of its own. */
final class KillCity {

    static final String PROVIDER = "land-registry";

    private static final long HUB_MILLIS = 90_000;

    private final Path program;
    private final Path work;
    private final DataFolder data;
    private final List<String> consumers;

    /** @param program the repository @param work an empty folder @param consumers agencies of the shipped configuration */
    KillCity(Path program, Path work, List<String> consumers) {
        this.program = program;
        this.work = work;
        this.data = new DataFolder(work.resolve("city"));
        this.consumers = List.copyOf(consumers);
    }

    List<String> consumers() {
        return consumers;
    }

    /** The provider first. */
    List<String> agencies() {
        List<String> agencies = new ArrayList<>(List.of(PROVIDER));
        agencies.addAll(consumers);
        return agencies;
    }

    Path data() {
        return data.root();
    }

    Path schemas() {
        return work.resolve("home/schemas");
    }

    Path folder(String agency) {
        return data.agency(agency);
    }

    /** Receipts of its records that the provider has filed; it gets one of each acknowledgement too. */
    long receipts() throws IOException {
        Path receipts = folder(PROVIDER).resolve("receipts");
        if (!Files.isDirectory(receipts)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(receipts)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jwt") && !name.endsWith(".ack.jwt"))
                    .count();
        }
    }

    /** Makes keys, configuration and adapters. @param systems JDBC URL of the agencies' own systems */
    void make(String systems) throws IOException {
        for (String type : List.of("common", "property-transfer")) {
            copy(
                    program.resolve("schemas/records").resolve(type),
                    schemas().resolve("records").resolve(type));
        }
        copy(program.resolve("schemas/codes"), schemas().resolve("codes"));
        configuration();
        adapter(PROVIDER, "transfers", SOURCE, SOURCE_ROUTE);
        write(home("adapters/%s/transfers/mapping.jslt".formatted(PROVIDER)), MAPPING);
        for (String consumer : consumers) {
            adapter(consumer, "arrivals", SINK, SINK_ROUTE);
        }
        var made = Provisioning.provision(work.resolve("home"), home("config"), data, Instant.now());
        settings(PROVIDER, "transfers", made.configuration().hub().id(), systems);
        for (String consumer : consumers) {
            settings(consumer, "arrivals", made.configuration().hub().id(), systems);
        }
    }

    /** Returns once it is ready. */
    Started startHub() throws IOException, InterruptedException {
        Path output = work.resolve("hub.out");
        Started hub = Started.start(
                List.of("-Xmx512m"),
                List.of(
                        "run",
                        "--data",
                        data().toString(),
                        "--schemas",
                        schemas().toString()),
                line -> line.startsWith("Ready"),
                output);
        if (!hub.says(HUB_MILLIS)) {
            throw new IllegalStateException("the hub does not start: see " + output);
        }
        return hub;
    }

    private Path home(String name) {
        return work.resolve("home").resolve(name);
    }

    private void configuration() throws IOException {
        Path config = program.resolve("config");
        for (String name : List.of("hub.yaml", "agencies.yaml", "purposes.yaml")) {
            write(home("config/" + name), Files.readString(config.resolve(name)));
        }
        String name = "agreements/housing/property-transfers";
        String agreement = Files.readString(config.resolve(name + ".yaml"));
        String tests = Files.readString(config.resolve(name + ".tests.yaml"));
        for (String consumer : consumers) {
            String to = "config/agreements/%1$s/transfers-to-%1$s".formatted(consumer);
            write(
                    home(to + ".yaml"),
                    agreement
                            .replace("agreement: property-transfers", "agreement: transfers-to-" + consumer)
                            .replace("consumer: housing", "consumer: " + consumer));
            write(home(to + ".tests.yaml"), tests);
        }
    }

    private void adapter(String agency, String name, String yaml, String route) throws IOException {
        String folder = "adapters/%s/%s/".formatted(agency, name);
        write(home(folder + "adapter.yaml"), yaml.replace("AGENCY", agency));
        write(home(folder + "route.camel.yaml"), route.replace("AGENCY", agency).replace("TABLE", table(agency)));
    }

    /** The table in which an agency's own system keeps what arrived. */
    static String table(String agency) {
        return "arrival_" + agency.replace('-', '_');
    }

    private void settings(String agency, String adapter, String hub, String systems) throws IOException {
        Path root = Path.of("../..");
        AgencySettings settings = new AgencySettings(
                agency,
                hub,
                root.resolve("hub/endpoint.json"),
                Path.of("keys/broker.password"),
                Path.of("."),
                root.resolve("trust.yaml"),
                root.resolve("directory"),
                root.resolve("config"),
                schemas().toAbsolutePath(),
                List.of(home("adapters/" + agency + "/" + adapter).toAbsolutePath()),
                OptionalInt.empty(),
                Map.of(agency + "/" + adapter + ".jdbcUrl", systems));
        write(folder(agency).resolve("agency.yaml"), settings.toYaml());
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static final String PARAMETERS = """
            parameters:
              type: object
              properties:
                jdbcUrl:
                  type: string
                  title: JDBC URL of the agency's own system
            """;

    private static final String SOURCE = """
            v: 1
            adapter: AGENCY/transfers
            title: {en: Transfers, zh: 过户登记}
            direction: source
            record: property-transfer/1
            owner: kill test
            input:
              format: rows
              key: transaction_id
              mark: change_no
            """ + PARAMETERS;

    private static final String SINK = """
            v: 1
            adapter: AGENCY/arrivals
            title: {en: Arrivals, zh: 接收登记}
            direction: sink
            record: property-transfer/1
            owner: kill test
            """ + PARAMETERS;

    private static final String SOURCE_ROUTE = """
            - beans:
                - name: system
                  type: org.h2.jdbcx.JdbcDataSource
                  properties: {url: '{{AGENCY/transfers.jdbcUrl}}', user: sa, password: ''}
            - route:
                id: read
                from:
                  uri: timer:transfers
                  parameters: {delay: 0, period: 200}
                  steps:
                    - to: {uri: 'direct:mark'}
                    - to:
                        uri: sql:select * from transfer where change_no > :#mark order by change_no fetch first 200 rows only
                        parameters: {dataSource: '#system'}
                    - to: {uri: 'direct:seal'}
            """;

    private static final String SINK_ROUTE = """
            - beans:
                - name: system
                  type: org.h2.jdbcx.JdbcDataSource
                  properties: {url: '{{AGENCY/arrivals.jdbcUrl}}', user: sa, password: ''}
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - to:
                        uri: >-
                          sql:merge into TABLE a using (values (cast(:#comityDelivery as varchar), cast(:#${body} as varchar))) v(delivery, body)
                          on a.delivery = v.delivery when matched then update set handovers = a.handovers + 1
                          when not matched then insert (delivery, body, handovers) values (v.delivery, v.body, 1)
                        parameters: {dataSource: '#system'}
            """;

    /** The place in the order of a transaction's changes travels as the house number. */
    private static final String MAPPING = """
            {
              "recordStatus": "current",
              "transactionId": .transaction_id,
              "price": 250000,
              "transferDate": "2026-03-02",
              "propertyType": "flat",
              "newlyBuilt": false,
              "tenure": "leasehold",
              "address": {
                "primaryName": to-json(.n),
                "street": "MILL LANE",
                "town": "LEEDS",
                "district": "LEEDS",
                "county": "WEST YORKSHIRE",
                "postcode": "LS1 4AB"
              },
              "category": "standard",
              "change": "changed"
            }
            """;
}
