package dev.comity.log;

import dev.comity.directory.TrustAnchors;
import java.util.List;
import java.util.Map;

/** Trust anchors to test with. */
final class SampleTrust {

    private SampleTrust() {}

    static TrustAnchors in(VerifierKey log) {
        return new TrustAnchors(
                Map.of(), List.of(new TrustAnchors.TrustedLog(log.name(), log, "", 1)), List.of(), 0, Map.of());
    }

    static TrustAnchors inSampleLog() {
        return in(SampleLog.vkey());
    }
}
