package dev.comity.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.crypto.VerificationKey;
import dev.comity.json.Json;
import dev.comity.log.VerifierKey;
import dev.comity.yaml.Problem;
import dev.comity.yaml.YamlNode;
import dev.comity.yaml.YamlObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code trust.yaml} and collects every problem with its place. */
final class TrustFileReader {

    private final YamlObject file;
    private final List<Problem> problems;

    TrustFileReader(YamlNode root, List<Problem> problems) {
        this.file = new YamlObject(root, problems);
        this.problems = problems;
    }

    TrustAnchors read() {
        file.integer("v", 1, 1);
        Map<String, VerificationKey> registrars = registrars();
        List<TrustAnchors.TrustedLog> logs = logs();
        Map<String, String> hubs = hubs(registrars.keySet());
        List<TrustAnchors.TrustedWitness> witnesses = witnesses(logs, hubs.keySet());
        int quorum = file.integer("quorum", 0, witnesses.size()).orElse(0);
        file.finish();
        return new TrustAnchors(registrars, logs, witnesses, quorum, hubs);
    }

    private Map<String, VerificationKey> registrars() {
        Map<String, VerificationKey> registrars = new LinkedHashMap<>();
        for (YamlNode item : requiredList("registrars")) {
            YamlObject registrar = new YamlObject(item, problems);
            Optional<String> id = registrar.value("id", "a name in lower case letters, digits and hyphens", this::slug);
            Optional<VerificationKey> key = registrar.required("jwk").flatMap(this::jwk);
            registrar.finish();
            if (id.isPresent() && key.isPresent() && registrars.put(id.get(), key.get()) != null) {
                twice(registrar, "id");
            }
        }
        return registrars;
    }

    private List<TrustAnchors.TrustedLog> logs() {
        List<TrustAnchors.TrustedLog> logs = new ArrayList<>();
        Set<String> origins = new HashSet<>();
        for (YamlNode item : requiredList("logs")) {
            YamlObject log = new YamlObject(item, problems);
            Optional<String> origin = log.text("origin");
            Optional<VerifierKey> key = vkey(log, "vkey", VerifierKey.Type.ED25519);
            Optional<String> mldsa = log.optional("mldsa").isPresent()
                    ? vkey(log, "mldsa", VerifierKey.Type.MLDSA_COSIGNATURE).map(VerifierKey::toString)
                    : Optional.of("");
            log.finish();
            if (origin.isEmpty() || key.isEmpty() || mldsa.isEmpty()) {
                continue;
            }
            if (!key.get().name().equals(origin.get())) {
                problems.add(log.placeOf("vkey").error("the name in 'vkey' must be the log's 'origin'"));
            }
            if (!origins.add(origin.get())) {
                twice(log, "origin");
            }
            logs.add(new TrustAnchors.TrustedLog(origin.get(), key.get(), mldsa.get(), item.line()));
        }
        return logs;
    }

    private List<TrustAnchors.TrustedWitness> witnesses(List<TrustAnchors.TrustedLog> logs, Set<String> hubs) {
        List<TrustAnchors.TrustedWitness> witnesses = new ArrayList<>();
        Set<String> agencies = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (YamlNode item : file.list("witnesses")) {
            YamlObject witness = new YamlObject(item, problems);
            Optional<String> agency = witness.value("agency", "an agency's name", this::slug);
            Optional<VerifierKey> key = vkey(witness, "vkey", VerifierKey.Type.COSIGNATURE);
            witness.finish();
            if (agency.isEmpty() || key.isEmpty()) {
                continue;
            }
            // An agency, or a key, that stands here twice would count twice towards the quorum.
            if (!agencies.add(agency.get())) {
                twice(witness, "agency");
            }
            if (!keys.add(key.get().toString().split("\\+", 3)[2])) {
                twice(witness, "vkey");
            }
            // The operator never counts: it would witness itself.
            if (hubs.contains(agency.get())) {
                problems.add(witness.placeOf("agency").error("a hub of this file cannot be a witness of logs"));
            }
            if (logs.stream().anyMatch(log -> log.vkey().hasKeyOf(key.get()))) {
                problems.add(witness.placeOf("vkey").error("the key of a log of this file cannot be a witness's"));
            }
            witnesses.add(new TrustAnchors.TrustedWitness(agency.get(), key.get(), item.line()));
        }
        return witnesses;
    }

    private Map<String, String> hubs(Set<String> registrars) {
        Map<String, String> hubs = new LinkedHashMap<>();
        for (YamlNode item : requiredList("hubs")) {
            YamlObject hub = new YamlObject(item, problems);
            Optional<String> id = hub.value("id", "a name in lower case letters, digits and hyphens", this::slug);
            Optional<String> registrar = hub.text("registrar");
            hub.finish();
            if (registrar.isPresent() && !registrars.contains(registrar.get())) {
                problems.add(hub.placeOf("registrar").error("this registrar is not in 'registrars' of this file"));
            } else if (id.isPresent() && registrar.isPresent() && hubs.put(id.get(), registrar.get()) != null) {
                twice(hub, "id");
            }
        }
        return hubs;
    }

    /** A list that must be there, so that a misspelt name cannot pass for an empty one. */
    private List<YamlNode> requiredList(String name) {
        file.required(name);
        return file.list(name);
    }

    private Optional<VerifierKey> vkey(YamlObject of, String name, VerifierKey.Type type) {
        return of.required(name).flatMap(node -> {
            try {
                VerifierKey key = VerifierKey.parse(node.text());
                if (key.type() == type) {
                    return Optional.of(key);
                }
                problems.add(
                        node.error("'" + name + "' must be a verifier key of type " + type + ", not " + key.type()));
            } catch (IllegalArgumentException e) {
                problems.add(node.error("'" + name + "': " + e.getMessage()));
            }
            return Optional.empty();
        });
    }

    private Optional<VerificationKey> jwk(YamlNode node) {
        ObjectNode jwk = Json.object();
        node.members().forEach((name, member) -> jwk.put(name, member.value().text()));
        try {
            return Optional.of(VerificationKey.fromJwk(jwk));
        } catch (IllegalArgumentException e) {
            problems.add(node.error("not a public key: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private String slug(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("not a slug");
        }
        return text;
    }

    private void twice(YamlObject of, String name) {
        problems.add(of.placeOf(name).error("this '" + name + "' stands in the list twice"));
    }
}
