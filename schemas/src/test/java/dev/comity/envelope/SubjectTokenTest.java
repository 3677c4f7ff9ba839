package dev.comity.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTokenTest {

    private static SubjectToken fresh() {
        return new SubjectToken(Base64Url.encode(Crypto.random(32)), Base64Url.encode(Crypto.random(32)));
    }

    @Test
    void theTextOfSeveralIsReadAsTheSame() {
        List<SubjectToken> subjects = List.of(fresh(), fresh());

        assertThat(SubjectToken.parse(SubjectToken.text(subjects))).isEqualTo(subjects);
        assertThat(SubjectToken.parse("")).isEmpty();
    }

    @Test
    void theCommitmentIsTheHashOfSaltAndToken() {
        SubjectToken subject = fresh();

        assertThat(subject.commitment())
                .isEqualTo(Base64Url.encode(
                        Crypto.sha256(Base64Url.decode(subject.salt()), Base64Url.decode(subject.token()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "a", "a.b", "AAAA.AAAA", "no dot", ".", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA."})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> SubjectToken.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanAThousandAreRefused() {
        String one = SubjectToken.text(List.of(fresh()));

        assertThatThrownBy(() -> SubjectToken.parse((one + " ").repeat(1_000) + one))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
