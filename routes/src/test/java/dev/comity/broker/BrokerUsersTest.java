package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUsersTest {

    @TempDir
    Path hub;

    @Test
    void keepsASaltedHashThatOnlyTheOwnerReads() throws Exception {
        // When
        BrokerUsers.register(hub, "housing", "correct horse".toCharArray());

        // Then
        Path file = hub.resolve("users/housing");
        assertThat(Files.readString(file)).startsWith("pbkdf2-sha256$210000$").doesNotContain("correct horse");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(BrokerUsers.find(hub, "housing").orElseThrow().matches("correct horse".toCharArray()))
                .isTrue();
        assertThat(BrokerUsers.find(hub, "housing").orElseThrow().matches("correct horsf".toCharArray()))
                .isFalse();
    }

    @Test
    void aNewPasswordTakesTheOldOnesPlace() throws Exception {
        // Given
        BrokerUsers.register(hub, "housing", "old".toCharArray());

        // When
        BrokerUsers.register(hub, "housing", "new".toCharArray());

        // Then
        PasswordHash stored = BrokerUsers.find(hub, "housing").orElseThrow();
        assertThat(stored.matches("old".toCharArray())).isFalse();
        assertThat(stored.matches("new".toCharArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../keys/log", "Housing", "a b", "", ".housing.tmp", "_hub"})
    void aNameThatIsNoSlugIsNobody(String name) throws Exception {
        assertThat(BrokerUsers.find(hub, name)).isEmpty();
        assertThatThrownBy(() -> BrokerUsers.register(hub, name, "x".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain$1$AA$AA", "pbkdf2-sha256$1$AAAA$AAAA", "pbkdf2-sha256$999999999$AAAA$AAAA"})
    void aStoredLineOfAnotherFormOrWithTooFewRoundsIsRefused(String line) {
        assertThatThrownBy(() -> PasswordHash.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
