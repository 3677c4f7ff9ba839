package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.TrustFile;
import dev.comity.crypto.HpkeKey;
import dev.comity.envelope.AccessRequest;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.evidence.EvidenceItem;
import dev.comity.evidence.EvidencePeriod;
import dev.comity.index.ExchangeIndex;
import dev.comity.log.StoredLog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the tokens of data subjects from evidence into the index, each month after its own entry in the log. */
final class EvidenceTokens {

    private static final int TOGETHER = 1_000;

    private EvidenceTokens() {}

    /** @param wrong tokens that no entry commits to, which were left out */
    record Taken(long items, int wrong, List<EvidencePeriod> without) {

        String status() {
            return wrong == 0 && without.isEmpty() ? "pass" : "unknown";
        }

        String detail() {
            return "tokens of %,d exchanges taken from evidence, %,d that the log does not commit to left out%s"
                    .formatted(items, wrong, without.isEmpty() ? "" : "; no key at hand of " + without);
        }
    }

    static Taken take(Path data, Path auditor, String caseReference, ExchangeIndex index)
            throws CommandFailed, SQLException, IOException {
        AuditorFolder auditors = AuditorFolder.read(auditor, data, TrustFile.load(data.resolve("trust.yaml")));
        EvidenceArchive archive = new EvidenceArchive(data.resolve("hub/evidence"));
        long items = 0;
        int wrong = 0;
        List<EvidencePeriod> without = new ArrayList<>();
        for (EvidencePeriod period : archive.periods()) {
            if (!auditors.holds(period)) {
                without.add(period);
                continue;
            }
            HpkeKey key = auditors.opener(period);
            auditors.log(
                    data, AccessRequest.What.TOKENS, Optional.empty(), Optional.of(period.toString()), caseReference);
            List<EvidenceItem> month = new ArrayList<>();
            archive.forEach(period, key, item -> month.add(tokensOf(item)));
            items += month.size();
            wrong += add(OpenedIndex.log(data), index, month);
        }
        return new Taken(items, wrong, without);
    }

    /** Without what is not needed: a month has many envelopes. */
    private static EvidenceItem tokensOf(EvidenceItem item) {
        return new EvidenceItem(item.index(), item.time(), item.exchange(), "", "", item.subjects(), List.of());
    }

    private static int add(StoredLog log, ExchangeIndex index, List<EvidenceItem> month)
            throws SQLException, IOException {
        int wrong = 0;
        for (int from = 0; from < month.size(); from += TOGETHER) {
            wrong += index.addTokens(log, month.subList(from, Math.min(month.size(), from + TOGETHER)));
        }
        return wrong;
    }
}
