package dev.comity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agency.AgencyView;
import dev.comity.agency.SampleCity;
import dev.comity.crypto.Base64Url;
import dev.comity.crypto.Crypto;
import dev.comity.crypto.KeyAlgorithm;
import dev.comity.crypto.SigningKey;
import dev.comity.envelope.Receipt;
import dev.comity.envelope.Undeliverable;
import dev.comity.envelope.Wire;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import dev.comity.refusal.RecordRefused;
import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hub's answers count only with its signature and with the log entry that records them. */
class ReceiptDeskTest {

    private static final String JTI = "019c0000-0000-7000-8000-000000000001";
    private static final String SUBMISSION = Base64Url.encode(Crypto.sha256("jws".getBytes(StandardCharsets.US_ASCII)));
    private static final String OTHER = Base64Url.encode(Crypto.sha256("other".getBytes(StandardCharsets.US_ASCII)));

    @TempDir
    static Path root;

    private static SampleCity city;
    private static AgencyView view;
    private static TileLog log;

    @BeforeAll
    static void city() throws Exception {
        city = SampleCity.in(root);
        view = city.view("housing");
        log = TileLog.open(root.resolve("log"), origin(), city.logKey());
    }

    private static String origin() {
        return city.configuration().hub().origin();
    }

    /** What a receipt says and how it comes; a genuine one until something is changed. */
    private static final class Answer {
        private SigningKey signer = city.hubKey();
        private TileLog entries = log;
        private String contentType = Wire.ACCEPTED;
        private String audience = "housing";
        private String logged = SUBMISSION;
        private Entry.Kind kind = Entry.Kind.SUBMITTED;
        private long shift;
        private boolean withProof = true;
        private List<Refusal> reasons = List.of();

        IncomingMessage message() throws Exception {
            ObjectNode members = kind == Entry.Kind.SUBMITTED ? submitted(logged) : refused(logged);
            byte[] entry = Entry.of(kind, members).bytes();
            TileLog.Appended at = entries.append(List.of(entry));
            String proof = entries.prove(List.of(at.firstIndex()), at.checkpoint())
                    .get(0)
                    .text();
            Receipt receipt = new Receipt(
                    city.hub(),
                    audience,
                    SampleCity.NOW,
                    SUBMISSION,
                    Optional.of(JTI),
                    reasons.isEmpty() ? Optional.of("e".repeat(64)) : Optional.empty(),
                    origin(),
                    at.firstIndex() + shift,
                    reasons);
            return new IncomingMessage(
                    contentType,
                    receipt.sign(signer).compact(),
                    Optional.of(new String(entry, StandardCharsets.UTF_8)),
                    withProof ? Optional.of(proof) : Optional.empty(),
                    () -> {});
        }
    }

    private static ObjectNode submitted(String jws) {
        ObjectNode members = Json.object().put("time", SampleCity.NOW.toString());
        members.put("exchange", "e".repeat(64)).put("provider", "housing").put("jti", JTI);
        members.put("record", "public-rental-application/1")
                .put("schema", OTHER)
                .put("jws", jws);
        members.putObject("submission").put("digest", OTHER).put("kid", OTHER).put("seq", 1);
        members.putArray("subjects");
        members.put("config", OTHER).put("engine", "test").putArray("decisions");
        return members;
    }

    private static ObjectNode refused(String submission) {
        ObjectNode members = Json.object().put("time", SampleCity.NOW.toString());
        members.put("provider", "housing").put("submission", submission);
        members.putArray("reasons").addObject().put("code", "sequence-gap").put("path", "seq");
        return members;
    }

    /** Everything by which an answer is not the hub's, or not this one. */
    enum Fault {
        SIGNED_BY_ANOTHER_KEY {
            @Override
            void in(Answer answer) {
                answer.signer = SigningKey.generate(KeyAlgorithm.ED25519);
            }
        },
        SIGNED_BY_THE_LOG_KEY {
            @Override
            void in(Answer answer) {
                answer.signer = city.logKey();
            }
        },
        ACCEPTANCE_SHOWN_AS_REFUSAL {
            @Override
            void in(Answer answer) {
                answer.contentType = Wire.REFUSAL;
            }
        },
        FOR_ANOTHER_AGENCY {
            @Override
            void in(Answer answer) {
                answer.audience = "transport";
            }
        },
        ENTRY_OF_ANOTHER_SUBMISSION {
            @Override
            void in(Answer answer) {
                answer.logged = OTHER;
            }
        },
        ENTRY_OF_ANOTHER_KIND {
            @Override
            void in(Answer answer) {
                answer.kind = Entry.Kind.REFUSED;
            }
        },
        ENTRY_AT_ANOTHER_PLACE {
            @Override
            void in(Answer answer) {
                answer.shift = 1;
            }
        },
        WITHOUT_PROOF {
            @Override
            void in(Answer answer) {
                answer.withProof = false;
            }
        },
        IN_A_LOG_THAT_NOBODY_TRUSTS {
            @Override
            void in(Answer answer) throws Exception {
                Path folder = Files.createTempDirectory(root, "forged");
                answer.entries = TileLog.open(folder, origin(), SigningKey.generate(KeyAlgorithm.ED25519));
            }
        };

        abstract void in(Answer answer) throws Exception;
    }

    private static ReceiptDesk desk() {
        return new ReceiptDesk("housing", city.hub(), view.directory(), view.trust());
    }

    @Test
    void keepsAGenuineAnswerWithEntryAndProof(@TempDir Path folder) throws Exception {
        Receipt receipt = desk().receipt(new Answer().message(), new ReceivedFolder(folder));

        assertThat(receipt.accepted()).isTrue();
        assertThat(folder.resolve("receipts"))
                .isDirectoryContaining(f -> f.endsWith(JTI + ".jwt"))
                .isDirectoryContaining(f -> f.endsWith(JTI + ".entry"))
                .isDirectoryContaining(f -> f.endsWith(JTI + ".tlog-proof"));
    }

    @Test
    void keepsAGenuineRefusalWithItsReason(@TempDir Path folder) throws Exception {
        Answer answer = new Answer();
        answer.kind = Entry.Kind.REFUSED;
        answer.contentType = Wire.REFUSAL;
        answer.reasons = List.of(Refusal.of(RefusalCode.SEQUENCE_GAP, "seq", "not the next"));

        Receipt receipt = desk().receipt(answer.message(), new ReceivedFolder(folder));

        assertThat(receipt.reasons()).extracting(Refusal::code).containsExactly(RefusalCode.SEQUENCE_GAP);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeAnAnswerWith(Fault fault, @TempDir Path folder) throws Exception {
        Answer answer = new Answer();
        fault.in(answer);
        IncomingMessage message = answer.message();

        assertThatThrownBy(() -> desk().receipt(message, new ReceivedFolder(folder)))
                .isInstanceOf(RecordRefused.class);
        assertThat(folder.resolve("receipts")).doesNotExist();
    }

    private static IncomingMessage notice(SigningKey signer, String logged) throws Exception {
        ObjectNode members = Json.object().put("time", SampleCity.NOW.toString());
        members.put("provider", "housing")
                .put("submission", logged)
                .put("attempts", 10)
                .put("later", "continue");
        byte[] entry = Entry.of(Entry.Kind.UNDELIVERABLE, members).bytes();
        TileLog.Appended at = log.append(List.of(entry));
        String proof =
                log.prove(List.of(at.firstIndex()), at.checkpoint()).get(0).text();
        Undeliverable said = new Undeliverable(
                city.hub(), "housing", SampleCity.NOW, SUBMISSION, Optional.of(JTI), origin(), at.firstIndex(), 10);
        return new IncomingMessage(
                Wire.UNDELIVERABLE,
                said.sign(signer).compact(),
                Optional.of(new String(entry, StandardCharsets.UTF_8)),
                Optional.of(proof),
                () -> {});
    }

    @Test
    void keepsAGenuineNoticeThatSomethingCouldNotBeProcessed(@TempDir Path folder) throws Exception {
        desk().undeliverable(notice(city.hubKey(), SUBMISSION), new ReceivedFolder(folder));

        assertThat(folder.resolve("receipts"))
                .isDirectoryContaining(f -> f.endsWith(JTI + ".undeliverable.jwt"))
                .isDirectoryContaining(f -> f.endsWith(JTI + ".undeliverable.tlog-proof"));
    }

    @Test
    void doesNotTakeANoticeOfAnotherKeyOrWithAnotherEntry(@TempDir Path folder) throws Exception {
        IncomingMessage forged = notice(city.logKey(), SUBMISSION);
        IncomingMessage other = notice(city.hubKey(), OTHER);

        for (IncomingMessage message : List.of(forged, other)) {
            assertThatThrownBy(() -> desk().undeliverable(message, new ReceivedFolder(folder)))
                    .isInstanceOf(RecordRefused.class);
        }
        assertThat(folder.resolve("receipts")).doesNotExist();
    }
}
