package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a password never counts longer than the file that says that it is right. */
class RightPasswordsTest {

    private static final String OLD = "old".repeat(11);
    private static final String NEW = "new".repeat(11);

    @TempDir
    Path hub;

    private RightPasswords passwords;

    @BeforeEach
    void registered() throws Exception {
        BrokerUsers.register(hub, "housing", OLD.toCharArray());
        passwords = new RightPasswords(hub);
    }

    @Test
    void theRightOneIsRightEachTime() throws Exception {
        assertThat(passwords.isRight("housing", OLD)).isTrue();
        assertThat(passwords.isRight("housing", OLD)).isTrue();
    }

    @Test
    void aWrongOneIsWrongBeforeAndAfterTheRightOne() throws Exception {
        assertThat(passwords.isRight("housing", NEW)).isFalse();
        assertThat(passwords.isRight("housing", OLD)).isTrue();
        assertThat(passwords.isRight("housing", NEW)).isFalse();
    }

    @Test
    void oneThatWasReplacedIsWrongAtOnce() throws Exception {
        // Given
        assertThat(passwords.isRight("housing", OLD)).isTrue();

        // When
        BrokerUsers.register(hub, "housing", NEW.toCharArray());

        // Then
        assertThat(passwords.isRight("housing", OLD)).isFalse();
        assertThat(passwords.isRight("housing", NEW)).isTrue();
    }

    @Test
    void whoWasRemovedIsNobodyAtOnce() throws Exception {
        // Given
        assertThat(passwords.isRight("housing", OLD)).isTrue();

        // When
        Files.delete(hub.resolve("users/housing"));

        // Then
        assertThat(passwords.isRight("housing", OLD)).isFalse();
    }

    @Test
    void whoNeverRegisteredIsNobody() throws Exception {
        assertThat(passwords.isRight("transport", OLD)).isFalse();
    }
}
