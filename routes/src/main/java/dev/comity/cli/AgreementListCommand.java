package dev.comity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.agreement.AgreementsInForce;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.config.Configuration;
import dev.comity.control.ControlClient;
import dev.comity.directory.Directory;
import dev.comity.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is in force, by whose signatures, and what is not and why. */
@Command(
        name = "list",
        description = "Lists agreements: version, parties, whether both signed, and why one is not in force.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:the configuration has errors, or a registrar's statement does not hold",
            "2:the command line is wrong",
            "4:a folder or trust.yaml cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "Where a hub runs on the data folder it is asked what it decides by now; a version that differs from the file's is shown.",
            "",
            "Examples:",
            "  comity agreement list --data /tmp/city",
            "  comity agreement list --data /srv/comity -o json",
            "",
            "See next: comity agreement sign --help."
        })
final class AgreementListCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Path data = options.data()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "Name the data folder with --data: the registrar's statements lie in it. Nothing was done."));
        Configuration configuration = options.configuration("Not listed");
        Directory directory = HubFolder.directory(data, TrustFile.load(data.resolve("trust.yaml")));
        AgreementsInForce inForce = AgreementsInForce.of(configuration, directory, Instant.now());
        ObjectNode json = json(configuration, inForce, running(data));
        Report report = new Report("listed", ExitCode.DONE, List.of(), Optional.empty());
        return output.print(out(), report, () -> json, () -> print(json));
    }

    /** Version that the running hub decides by, by agreement id; empty if none runs. */
    private static Optional<Map<String, Integer>> running(Path data) {
        try {
            Map<String, Integer> versions = new TreeMap<>();
            ControlClient.ask(data, "agreements")
                    .path("agreements")
                    .forEach(one -> versions.merge(
                            one.path("agreement").asText(), one.path("version").asInt(), Math::max));
            return Optional.of(versions);
        } catch (IOException noHub) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(
            Configuration configuration, AgreementsInForce inForce, Optional<Map<String, Integer>> running) {
        ObjectNode json = Json.object().put("hub", running.isPresent() ? "running" : "not-running");
        ArrayNode list = json.putArray("agreements");
        LocalDate today = LocalDate.now(configuration.hub().zone());
        configuration.agreements().stream()
                .sorted(Comparator.comparing(Agreement::consumer).thenComparing(Agreement::place))
                .forEach(agreement -> list.add(one(agreement, inForce, today, running)));
        return json;
    }

    private static ObjectNode one(
            Agreement agreement, AgreementsInForce inForce, LocalDate today, Optional<Map<String, Integer>> running) {
        Optional<String> reason = inForce.notInForce().stream()
                .filter(not -> not.agreement().equals(agreement))
                .findFirst()
                .map(AgreementsInForce.NotInForce::reason)
                .or(() -> agreement.validOn(today)
                        ? Optional.empty()
                        : Optional.of("valid from " + agreement.from() + " to " + agreement.to() + " only"));
        ObjectNode json = Json.object()
                .put("agreement", agreement.id())
                .put("version", agreement.version())
                .put("provider", agreement.provider())
                .put("consumer", agreement.consumer())
                .put("record", agreement.record().toString())
                .put("mode", agreement.mode().code())
                .put("purpose", agreement.purpose())
                .put("file", agreement.place())
                .put("inForce", reason.isEmpty());
        ArrayNode signed = json.putArray("signedBy");
        if (inForce.byDigest(agreement.digest()).isPresent()) {
            signed.add(agreement.provider()).add(agreement.consumer());
        }
        reason.ifPresent(why -> json.put("reason", why));
        running.map(versions -> versions.get(agreement.id())).ifPresent(version -> json.put("hubVersion", version));
        return json;
    }

    private void print(ObjectNode json) {
        json.path("agreements").forEach(one -> {
            boolean in = one.path("inForce").asBoolean();
            out().println("%s %-28s v%-3d %s → %s  %s%s"
                    .formatted(
                            in ? "✓" : "–",
                            one.path("agreement").asText(),
                            one.path("version").asInt(),
                            one.path("provider").asText(),
                            one.path("consumer").asText(),
                            in
                                    ? "signed by both"
                                    : "not in force: " + one.path("reason").asText(),
                            other(one)));
        });
        if (json.path("hub").asText().equals("not-running")) {
            out().println("From the files: no hub runs on this data folder.");
        }
        out().flush();
    }

    private static String other(JsonNode one) {
        boolean differs = one.has("hubVersion")
                && one.path("hubVersion").asInt() != one.path("version").asInt();
        return differs
                ? "  (the running hub decides by version "
                        + one.path("hubVersion").asInt() + ")"
                : "";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
