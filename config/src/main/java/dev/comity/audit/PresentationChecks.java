package dev.comity.audit;

import dev.comity.agreement.AgreementsInForce;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.directory.Directory;
import dev.comity.directory.TrustAnchors;
import dev.comity.log.Entry;
import dev.comity.opening.PresentationOpener;
import dev.comity.opening.PresentationOpener.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Presentations, opened as their recipients open them; the checks of all of them together, one item an id. */
final class PresentationChecks {

    private static final List<String> WORST_FIRST = List.of("fail", "unknown", "skipped", "pass");

    private final TrustAnchors trust;
    private final Directory directory;
    private final LogEvidence evidence;
    private final Map<String, Map<String, List<Report.Item>>> byIdAndStatus = new LinkedHashMap<>();
    private final Map<String, PresentationOpener> openers = new LinkedHashMap<>();
    private int count;

    PresentationChecks(TrustAnchors trust, Directory directory, LogEvidence evidence) {
        this.trust = trust;
        this.directory = directory;
        this.evidence = evidence;
    }

    /**
     * @param delivery names it in the report
     * @param proof text of the {@code .tlog-proof}
     * @param reader who opens; empty means whom the entry names, for an auditor is no recipient
     */
    void add(String delivery, String presentation, Entry entry, Optional<String> proof, Optional<String> reader)
            throws IOException {
        count++;
        Optional<PresentationOpener> opener = opener(entry);
        if (opener.isEmpty()) {
            note(new Report.Item("agreement", "unknown", "its configuration is not at hand", delivery));
            return;
        }
        String consumer = reader.orElse(entry.json().path("consumer").asText());
        for (Check check : opener.get()
                .open(presentation, Optional.of(entry.bytes()), proof, consumer)
                .checks()) {
            note(new Report.Item(check.id(), check.status(), check.detail(), delivery));
        }
    }

    /** Something that is wrong with one of them beside what opening it finds. */
    void wrong(String id, String location, String detail) {
        count++;
        note(new Report.Item(id, "fail", detail, location));
    }

    private Optional<PresentationOpener> opener(Entry entry) throws IOException {
        String digest = entry.json().path("config").asText();
        Optional<Configuration> configuration;
        try {
            configuration = evidence.configuration(digest);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        if (configuration.isPresent() && !openers.containsKey(digest)) {
            openers.put(digest, opener(configuration.get(), entry));
        }
        return Optional.ofNullable(openers.get(digest));
    }

    private PresentationOpener opener(Configuration configuration, Entry entry) throws IOException {
        return new PresentationOpener(
                directory,
                trust,
                AgreementsInForce.of(configuration, directory, entry.time()),
                configuration.types(),
                configuration.hub().id(),
                configuration.hub().limits());
    }

    private void note(Report.Item item) {
        byIdAndStatus
                .computeIfAbsent(item.id(), id -> new LinkedHashMap<>())
                .computeIfAbsent(item.status(), status -> new ArrayList<>())
                .add(item);
    }

    /** The worst decides each id; of many that pass, the first is described. */
    List<Report.Item> items() {
        List<Report.Item> items = new ArrayList<>();
        byIdAndStatus.forEach((id, byStatus) -> {
            String status = WORST_FIRST.stream()
                    .filter(byStatus::containsKey)
                    .findFirst()
                    .orElseThrow();
            items.add(item(id, status, byStatus.get(status)));
        });
        return items;
    }

    private Report.Item item(String id, String status, List<Report.Item> some) {
        Report.Item first = some.get(0);
        String others = count == 1
                ? ""
                : status.equals("pass")
                        ? "; %d deliveries in all".formatted(count)
                        : "; %d of %d deliveries".formatted(some.size(), count);
        return new Report.Item(id, status, first.detail() + others, first.location());
    }
}
