package dev.comity.sketch;

import dev.comity.adapter.InputFormat;
import dev.comity.adapter.InputFormat.Arrival;
import dev.comity.adapter.InputFormat.Kind;
import java.util.List;

/** The first {@code route.camel.yaml}: plain Camel, as the shipped adapters have it. */
final class RouteText {

    private static final String FILES = """
            # Files stay where they are and as they are: what was read of them is in the agency's database.
            - route:
                id: read
                from:
                  uri: file:%FOLDER%
                  parameters:
                    include: '.*[.]%EXTENSION%'
                    noop: true
                    # A file is looked at again when it has grown or changed; items that were taken already are passed over.
                    idempotentKey: '${file:name}-${file:size}-${file:modified}'
                    initialDelay: 0
                    delay: 500
                    sendEmptyMessageWhenIdle: true
                  steps:
                    - to:
                        uri: direct:seal
            """;

    private static final String ROWS = """
            # Asks the table for what changed since the last time. How far it was read is kept in the agency's database, in the same
            # transaction as the envelopes.
            - beans:
                - name: database
                  type: org.springframework.jdbc.datasource.DriverManagerDataSource
                  properties:
                    url: '%JDBCURL%'
                    username: '%JDBCUSER%'
                    password: '%JDBCPASSWORD%'
            - route:
                id: read
                from:
                  uri: timer:read
                  parameters:
                    delay: 0
                    period: '%PERIODMILLIS%'
                  steps:
                    - to:
                        uri: direct:mark
                    - to:
                        uri: sql:select * from %TABLE% where %MARK% > :#mark order by %MARK% fetch first 1000 rows only
                        parameters:
                          dataSource: '#database'
                    - to:
                        uri: direct:seal
            """;

    private static final String ASKED = """
            # Asks for the changes behind the last one that was read.
            - route:
                id: read
                from:
                  uri: timer:read
                  parameters:
                    delay: 0
                    period: '%PERIODMILLIS%'
                  steps:
                    - to:
                        uri: direct:mark
                    - setHeader:
                        name: CamelHttpMethod
                        constant: GET
                    - setHeader:
                        name: CamelHttpQuery
                        simple: after=${header.mark}
                    - to:
                        uri: '%URL%'
                        parameters:
                          connectTimeout: 5000
                          responseTimeout: 30000
                    - to:
                        uri: direct:seal
            """;

    private static final String PUSHED = """
            # Answers 202 once every item of the request is durable here, and 422 with all reasons where one of them cannot be sent: then
            # nothing of the request was taken.
            - route:
                id: receive
                from:
                  uri: platform-http:/%NAME%
                  parameters:
                    httpMethodRestrict: POST
                    muteException: true
                  steps:
                    - choice:
                        when:
                          - simple: ${header.Authorization} != 'Bearer %TOKEN%'
                            steps:
                              - removeHeaders:
                                  pattern: '*'
                              - setHeader:
                                  name: CamelHttpResponseCode
                                  constant: 401
                              - setBody:
                                  constant: 'Nothing was taken: Authorization is not the agreed one.'
                        otherwise:
                          steps:
                            - to:
                                uri: direct:seal
            """;

    private static final String QUEUE_HEAD = """
            - beans:
                - name: broker
                  type: %FACTORY%
                  constructors:
                    %CONSTRUCTORS%
            """;

    private static final String QUEUE_READ = """
            # A message is gone from the queue when its items are durable here; one that comes again brings nothing new.
            - route:
                id: read
                from:
                  uri: %COMPONENT%:queue:%QUEUE%
                  parameters:
                    connectionFactory: '#broker'
                    transacted: true
                    lazyCreateTransactionManager: false
                    cacheLevelName: CACHE_CONSUMER
                  steps:
                    - to:
                        uri: direct:seal
            """;

    private static final String QUEUE_WRITE = """
            # The broker has the record durably when this returns; the delivery id goes along, so that a second one is known.
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - to:
                        uri: %COMPONENT%:queue:%QUEUE%
                        parameters:
                          connectionFactory: '#broker'
                          deliveryPersistent: true
            """;

    private static final String FILE_OUT = """
            # One file a delivery; the name is the delivery id, so that a record handed over twice stands there once.
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - to:
                        uri: file:%FOLDER%
                        parameters:
                          fileName: ${header.comityDelivery}.json
                          tempPrefix: '.'
                          forceWrites: true
            """;

    private static final String HTTP_OUT = """
            # Without a 2xx answer the record is handed over again later, with longer and longer pauses, under the same key.
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - setHeader:
                        name: Idempotency-Key
                        simple: ${header.comityDelivery}
                    - setHeader:
                        name: CamelHttpMethod
                        constant: POST
                    - setHeader:
                        name: Content-Type
                        constant: application/json
                    - to:
                        uri: '%URL%'
                        parameters:
                          connectTimeout: 5000
                          responseTimeout: 30000
            """;

    private static final String SQL_OUT = """
            # A delivery that is handed over again changes nothing: its id is kept in the same statement (PostgreSQL).
            - beans:
                - name: database
                  type: org.springframework.jdbc.datasource.DriverManagerDataSource
                  properties:
                    url: '%JDBCURL%'
                    username: '%JDBCUSER%'
                    password: '%JDBCPASSWORD%'
            - route:
                id: hand-over
                from:
                  uri: direct:opened
                  steps:
                    - unmarshal:
                        json:
                          library: Jackson
                    - to:
                        uri: sql:file:%HERE%/files/upsert.sql
                        parameters:
                          dataSource: '#database'
            """;

    private RouteText() {}

    static String source(Order order, InputFormat format) {
        String text = switch (order.from()) {
            case FILE -> FILES;
            case SQL -> ROWS;
            case HTTP -> format.arrival() == Arrival.MARK ? ASKED : PUSHED;
            case JMS, AMQP -> QUEUE_HEAD + QUEUE_READ;
        };
        return filled(order, text)
                .replace("%EXTENSION%", extension(format.kind()))
                .replace("%MARK%", format.mark().orElse(""));
    }

    static String sink(Order order) {
        return filled(
                order,
                switch (order.from()) {
                    case FILE -> FILE_OUT;
                    case SQL -> SQL_OUT;
                    case HTTP -> HTTP_OUT;
                    case JMS, AMQP -> QUEUE_HEAD + QUEUE_WRITE;
                });
    }

    private static String extension(Kind kind) {
        return switch (kind) {
            case JSON, ROWS -> "json";
            case XML -> "xml";
            default -> "(csv|txt)";
        };
    }

    private static String filled(Order order, String text) {
        boolean jms = order.from() == Order.From.JMS;
        // The two clients take url, user and password in another order.
        List<String> constructor = jms
                ? List.of("brokerUrl", "brokerUser", "brokerPassword")
                : List.of("brokerUser", "brokerPassword", "brokerUrl");
        StringBuilder constructors = new StringBuilder();
        for (int i = 0; i < constructor.size(); i++) {
            constructors
                    .append(i == 0 ? "" : "\n        ")
                    .append("'%d': '%s'".formatted(i, order.parameter(constructor.get(i))));
        }
        String filled = text.replace("%NAME%", order.id().substring(order.id().indexOf('/') + 1))
                .replace("%HERE%", order.parameter("here"))
                .replace("%COMPONENT%", jms ? "jms" : "amqp")
                .replace(
                        "%FACTORY%",
                        jms
                                ? "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory"
                                : "org.apache.qpid.jms.JmsConnectionFactory")
                .replace("%CONSTRUCTORS%", constructors);
        for (String name : List.of(
                "folder", "jdbcUrl", "jdbcUser", "jdbcPassword", "table", "periodMillis", "url", "token", "queue")) {
            filled = filled.replace("%" + name.toUpperCase(java.util.Locale.ROOT) + "%", order.parameter(name));
        }
        return filled;
    }
}
