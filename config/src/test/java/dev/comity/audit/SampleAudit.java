package dev.comity.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.crypto.Base64Url;
import dev.comity.directory.AgencyStatement;
import dev.comity.json.Json;
import dev.comity.log.Entry;
import dev.comity.log.TileLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log as a hub writes it: configuration, agencies, agreements, then exchanges. A test changes entries and has the hub log the
 * lie: the tree is rebuilt and signed with the hub's own key, so that only what the entries say can give it away.
 */
final class SampleAudit {

    static final int EXCHANGES = 4;

    final City city;
    final List<Exchange> exchanges = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    final List<AgencyStatement> statements;

    SampleAudit(City city) throws Exception {
        this.city = city;
        this.statements = new ArrayList<>(city.statements);
        entries.add(config(city.configuration.digest()));
        statements.forEach(statement -> entries.add(agency(statement)));
        for (Agreement agreement : city.configuration.agreements()) {
            entries.add(inForce(agreement.id(), agreement.version(), agreement.digest()));
        }
        Optional<String> previous = Optional.empty();
        for (int i = 1; i <= EXCHANGES; i++) {
            Exchange exchange = new Exchange(city, i, previous);
            previous = Optional.of(exchange.statementDigest());
            exchanges.add(exchange);
            entries.addAll(List.of(exchange.submitted(), exchange.released(), exchange.acknowledged()));
        }
    }

    static Entry config(String digest) {
        return Entry.of(Entry.Kind.CONFIG, dated().put("digest", digest).put("engine", "test"));
    }

    static Entry agency(AgencyStatement statement) {
        ObjectNode members = dated().put("agency", statement.agency());
        return Entry.of(
                Entry.Kind.AGENCY,
                members.put("statement", City.digest(statement)).put("seq", statement.seq()));
    }

    static Entry inForce(String id, int version, String digest) {
        ObjectNode members = dated().put("agreement", id).put("version", version);
        return Entry.of(Entry.Kind.AGREEMENT, members.put("digest", digest).put("state", "in-force"));
    }

    static ObjectNode dated() {
        return Json.object().put("time", City.NOW.toString());
    }

    List<Entry> entries() {
        return entries;
    }

    /** Index of the {@code number}th entry of a kind, from 0. */
    int index(Entry.Kind kind, int number) {
        int seen = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == kind && seen++ == number) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such entry");
    }

    /** Index of the entry that puts an agreement in force. */
    int agreementIndex(String id) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == Entry.Kind.AGREEMENT
                    && entries.get(i).json().path("agreement").asText().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such agreement");
    }

    /** Changes members of one entry. */
    void edit(int index, Consumer<ObjectNode> change) {
        Entry entry = entries.get(index);
        ObjectNode members = entry.json().deepCopy();
        members.remove(List.of("v", "kind"));
        change.accept(members);
        entries.set(index, Entry.of(entry.kind(), members));
    }

    /** Writes the log of the entries as they are now, with what they name beside it. */
    Path write(Path folder) throws IOException {
        try (TileLog log = TileLog.open(folder, city.origin(), city.log)) {
            log.append(entries.stream().map(Entry::bytes).toList());
        }
        Files.createDirectories(folder.resolve("bundles"));
        Files.write(
                folder.resolve("bundles").resolve(city.configuration.bundle().fileName()),
                city.configuration.bundle().bytes());
        Files.createDirectories(folder.resolve("statements"));
        for (AgencyStatement statement : statements) {
            Files.writeString(folder.resolve(statementName(statement)), statement.jws(), StandardCharsets.US_ASCII);
        }
        return folder;
    }

    static String statementName(AgencyStatement statement) {
        return "statements/" + HexFormat.of().formatHex(Base64Url.decode(City.digest(statement))) + ".jwt";
    }
}
