package dev.comity.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.artemis.core.security.CheckType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerPermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "SEND,    in.housing,                   true",
        "SEND,    in.housing::in.housing,       true",
        "SEND,    in.transport,                 false",
        "SEND,    out.housing,                  false",
        "SEND,    hub.index,                    false",
        "SEND,    dead,                         false",
        "SEND,    activemq.management,          false",
        "SEND,    in.housing::in.transport,     false",
        "SEND,    in.transport::in.housing,     false",
        "CONSUME, out.housing,                  true",
        "CONSUME, out.housing::out.housing,     true",
        "CONSUME, out.transport,                false",
        "CONSUME, in.housing,                   false",
        "CONSUME, out.housing::out.transport,   false",
        "CONSUME, out.#,                        false",
        "CONSUME, dead,                         false",
        "CONSUME, hub.index,                    false",
        "BROWSE,  out.housing,                  false"
    })
    void anAgencyWritesItsOwnInAndReadsItsOwnOutAndNothingElse(CheckType what, String address, boolean allowed) {
        assertThat(BrokerPermissions.agencyMay("housing", what, address)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @EnumSource(
            value = CheckType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SEND", "CONSUME"})
    void anAgencyCreatesDeletesBrowsesAndManagesNothing(CheckType what) {
        assertThat(BrokerPermissions.agencyMay("housing", what, "in.housing")).isFalse();
        assertThat(BrokerPermissions.agencyMay("housing", what, "out.housing")).isFalse();
    }

    @Test
    void theHubItselfDoesNotManageEither() {
        assertThat(BrokerPermissions.hubMay(CheckType.MANAGE)).isFalse();
        assertThat(BrokerPermissions.hubMay(CheckType.CREATE_ADDRESS)).isFalse();
    }
}
