package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUsersTest {

    private static final String RIGHT = "correct-horse-battery-staple-no-1";
    private static final String WRONG = "correct-horse-battery-staple-no-2";

    @TempDir
    Path hub;

    @Test
    void keepsASaltedHashThatOnlyTheOwnerReads() throws Exception {
        // When
        BrokerUsers.register(hub, "housing", RIGHT.toCharArray());

        // Then
        Path file = hub.resolve("users/housing");
        assertThat(Files.readString(file)).startsWith("sha256$").doesNotContain(RIGHT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(BrokerUsers.find(hub, "housing").orElseThrow().matches(RIGHT.toCharArray()))
                .isTrue();
        assertThat(BrokerUsers.find(hub, "housing").orElseThrow().matches(WRONG.toCharArray()))
                .isFalse();
    }

    @Test
    void aNewPasswordTakesTheOldOnesPlace() throws Exception {
        // Given
        BrokerUsers.register(hub, "housing", WRONG.toCharArray());

        // When
        BrokerUsers.register(hub, "housing", RIGHT.toCharArray());

        // Then
        PasswordHash stored = BrokerUsers.find(hub, "housing").orElseThrow();
        assertThat(stored.matches(WRONG.toCharArray())).isFalse();
        assertThat(stored.matches(RIGHT.toCharArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../keys/log", "Housing", "a b", "", ".housing.tmp", "_hub"})
    void aNameThatIsNoSlugIsNobody(String name) throws Exception {
        assertThat(BrokerUsers.find(hub, name)).isEmpty();
        assertThatThrownBy(() -> BrokerUsers.register(hub, name, RIGHT.toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain$AA$AA", "sha256$AAAA", "sha256$AAAA$AAAA$AAAA", "sha256$A A$AAAA"})
    void aStoredLineOfAnotherFormIsRefused(String line) {
        assertThatThrownBy(() -> PasswordHash.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPasswordThatIsTooShortToBeRandomIsNotTaken() {
        // When
        var refused = catchThrowable(() -> BrokerUsers.register(hub, "housing", "correct horse".toCharArray()));

        // Then
        assertThat(refused)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("horse");
        assertThat(hub.resolve("users/housing")).doesNotExist();
    }
}
