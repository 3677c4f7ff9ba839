package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CamelMessagesTest {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final CamelMessages filter = new CamelMessages();
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        heard.start();
        context.addTurboFilter(filter);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(heard);
    }

    @AfterEach
    void stopListening() {
        context.getTurboFilterList().remove(filter);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(heard);
    }

    @Test
    void aRouteThatFailsIsNamedWithoutTheValuesThatItsDriverRepeats() throws Exception {
        // Given
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").process(exchange -> {
                        throw new SQLException("Failing row contains (zhao)");
                    });
                }
            });
            camel.start();

            // When
            camel.createProducerTemplate().send("direct:in", exchange -> {});
        }

        // Then
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(said -> said.contains("java.sql.SQLException"))
                .noneMatch(said -> said.contains("zhao"));
        assertThat(heard.list)
                .noneMatch(said -> said.getThrowableProxy() != null
                        && said.getThrowableProxy().getMessage().contains("zhao"));
    }
}
