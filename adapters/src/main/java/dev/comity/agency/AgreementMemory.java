package dev.comity.agency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.agreement.EarlierAgreements;
import dev.comity.agreement.KnownVersions;
import dev.comity.agreement.Withdrawal;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationBundle;
import dev.comity.disk.DurableFile;
import dev.comity.json.Json;
import dev.comity.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agency remembers by itself of agreements: {@code agreements/memory.json} and the bundles beside it. So an older version
 * never comes back, whoever has its file and its genuine signatures, and what the hub had decided under an agreement before it
 * was replaced or withdrawn can still be opened. Thread-safe.
 *
 * <p>A replaced version counts for what was logged before the first delivery under the new one, and at most for a day after the
 * agency knew the new one. A withdrawn agreement counts for what was logged up to the time of the withdrawal.
 */
final class AgreementMemory implements EarlierAgreements {

    private static final Logger LOG = LoggerFactory.getLogger(AgreementMemory.class);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(60);
    private static final int MAX_BUNDLE_BYTES = 64 * 1024 * 1024;

    private final Path folder;
    private final Map<String, Remembered> agreements = new LinkedHashMap<>();
    private final Map<String, Agreement> loaded = new HashMap<>();
    private KnownVersions known = KnownVersions.NONE;

    /** @param until of what was logged; null while it is in force. @param before index of the first entry that it is too late for */
    private record Remembered(String id, int version, String bundle, Instant until, long before) {

        Remembered ended(Instant at) {
            return until == null || at.isBefore(until) ? new Remembered(id, version, bundle, at, before) : this;
        }

        Remembered cut(long index) {
            return new Remembered(id, version, bundle, until, Math.min(before, index));
        }
    }

    private AgreementMemory(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if what is remembered cannot be read: without it an older version could come back */
    static AgreementMemory open(Path agencyFolder) throws IOException {
        AgreementMemory memory = new AgreementMemory(agencyFolder.resolve("agreements"));
        if (Files.exists(memory.file())) {
            memory.read();
        }
        return memory;
    }

    private Path file() {
        return folder.resolve("memory.json");
    }

    /** Nothing older than this is in force for the agency. */
    synchronized KnownVersions known() {
        return known;
    }

    /** The agreement that has, or had, this digest. */
    synchronized Optional<String> idOf(String digest) {
        return Optional.ofNullable(agreements.get(digest)).map(Remembered::id);
    }

    /**
     * Remembers what is in force from now on; durable when this returns.
     *
     * @param at now
     */
    synchronized void adopt(Configuration configuration, AgreementsInForce inForce, Instant at) throws IOException {
        ConfigurationBundle bundle = configuration.bundle();
        Files.createDirectories(folder);
        DurableFile.write(folder.resolve(bundle.fileName()), bundle.bytes());
        agreements.replaceAll(
                (digest, one) -> inForce.byDigest(digest).isPresent() ? one : one.ended(end(one, inForce, at)));
        for (Agreement agreement : inForce.all()) {
            agreements.putIfAbsent(
                    agreement.digest(),
                    new Remembered(agreement.id(), agreement.version(), bundle.fileName(), null, Long.MAX_VALUE));
        }
        agreements
                .values()
                .removeIf(one -> one.until() != null && one.until().plus(KEPT).isBefore(at));
        known = inForce.known();
        write();
        forgetBundles(bundle.fileName());
    }

    private static Instant end(Remembered one, AgreementsInForce inForce, Instant at) {
        return inForce.withdrawals().stream()
                .filter(w -> w.agreement().equals(one.id()) && w.version() >= one.version())
                .map(Withdrawal::at)
                .findFirst()
                .orElse(at.plus(OVERLAP));
    }

    /** A delivery under an agreement in force was opened: the hub has gone over to it, so older versions come too late from here. */
    synchronized void delivered(Agreement agreement, long index) throws IOException {
        boolean news = agreements.values().stream().anyMatch(one -> isOlder(one, agreement) && index < one.before());
        if (news
                && agreements.containsKey(agreement.digest())
                && agreements.get(agreement.digest()).until() == null) {
            agreements.replaceAll((digest, one) -> isOlder(one, agreement) ? one.cut(index) : one);
            write();
        }
    }

    private static boolean isOlder(Remembered one, Agreement agreement) {
        return one.until() != null && one.id().equals(agreement.id()) && one.version() < agreement.version();
    }

    @Override
    public synchronized Optional<Agreement> find(String digest, Instant loggedAt, long index) {
        Remembered one = agreements.get(digest);
        if (one == null || one.until() == null || loggedAt.isAfter(one.until()) || index >= one.before()) {
            return Optional.empty();
        }
        if (!loaded.containsKey(digest)) {
            load(one.bundle());
        }
        return Optional.ofNullable(loaded.get(digest));
    }

    private void load(String bundle) {
        Path file = folder.resolve(bundle);
        try {
            if (Files.size(file) <= MAX_BUNDLE_BYTES) {
                ConfigurationBundle.read(Files.readAllBytes(file))
                        .load()
                        .agreements()
                        .forEach(agreement -> loaded.putIfAbsent(agreement.digest(), agreement));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read: what was decided under it is not opened", file, e);
        }
    }

    private void forgetBundles(String current) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean needed = name.equals(current)
                        || agreements.values().stream()
                                .anyMatch(one -> one.bundle().equals(name));
                if (name.endsWith(".zip") && !needed) {
                    Files.delete(file);
                }
            }
        }
    }

    private void write() throws IOException {
        ObjectNode json = Json.object().put("v", 1);
        ObjectNode highest = json.putObject("highest");
        new TreeMap<>(known.highest())
                .forEach((id, one) ->
                        highest.putObject(id).put("version", one.version()).put("digest", one.digest()));
        ObjectNode withdrawn = json.putObject("withdrawn");
        new TreeMap<>(known.withdrawn()).forEach(withdrawn::put);
        ArrayNode list = json.putArray("agreements");
        agreements.forEach((digest, one) -> {
            ObjectNode item = list.addObject()
                    .put("digest", digest)
                    .put("agreement", one.id())
                    .put("version", one.version())
                    .put("bundle", one.bundle());
            Optional.ofNullable(one.until()).ifPresent(until -> item.put("until", until.toString()));
            if (one.before() != Long.MAX_VALUE) {
                item.put("before", one.before());
            }
        });
        DurableFile.write(file(), Json.pretty(json));
    }

    private void read() throws IOException {
        try {
            ObjectNode json = Json.parseObject(Files.readAllBytes(file()));
            if (json.path("v").asInt() != 1) {
                throw new IOException(file() + " is of a newer version: use the newer program");
            }
            Map<String, KnownVersions.Known> highest = new TreeMap<>();
            json.path("highest")
                    .properties()
                    .forEach(one -> highest.put(
                            one.getKey(),
                            new KnownVersions.Known(
                                    one.getValue().path("version").asInt(),
                                    one.getValue().path("digest").asText())));
            Map<String, Integer> withdrawn = new TreeMap<>();
            json.path("withdrawn")
                    .properties()
                    .forEach(one -> withdrawn.put(one.getKey(), one.getValue().asInt()));
            known = new KnownVersions(highest, withdrawn);
            json.path("agreements").forEach(this::remember);
        } catch (MalformedJson | IllegalArgumentException | DateTimeException e) {
            throw new IOException(file() + " cannot be read, so an older agreement could come back", e);
        }
    }

    private void remember(JsonNode one) {
        agreements.put(
                one.path("digest").asText(),
                new Remembered(
                        one.path("agreement").asText(),
                        one.path("version").asInt(),
                        one.path("bundle").asText(),
                        one.has("until") ? Instant.parse(one.path("until").asText()) : null,
                        one.path("before").asLong(Long.MAX_VALUE)));
    }
}
