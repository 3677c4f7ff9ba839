package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.agreement.Agreement;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.config.Configuration;
import dev.comity.config.ConfigurationBundle;
import dev.comity.json.Json;
import dev.comity.policy.LogReplay;
import dev.comity.policy.PolicyChange;
import dev.comity.policy.PolicyDiff;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What one configuration lets be seen that another does not. */
@Command(
        name = "diff",
        description =
                "Lists the cells (consumer, purpose, record type, field) that a changed configuration widens or narrows.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:compared, whatever differs; what the checks and tests say of a draft is on standard error",
            "1:one of the configurations could not be read as a whole",
            "2:the command line is wrong",
            "4:a folder or bundle cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "OLD and NEW are configuration folders, or bundles that a hub kept (log/bundles/*.zip).",
            "",
            "Examples:",
            "  comity policy diff /srv/comity/config config",
            "  comity policy diff /srv/comity/config config -o json",
            "",
            "See next: comity agreement sign --help, for what both agencies do with a change."
        })
final class PolicyDiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "Configuration folder or bundle, as it was.")
    private Path old;

    @Parameters(index = "1", paramLabel = "NEW", description = "Configuration folder or bundle, as it is to be.")
    private Path fresh;

    @Option(names = "--schemas", paramLabel = "DIR", description = "Record types; default: schemas/ of the program.")
    private Optional<Path> schemas = Optional.empty();

    @Option(
            names = "--replay",
            paramLabel = "LOGDIR",
            description = "Also list the logged releases that would differ, as far as the log's names of fields tell.")
    private Optional<Path> replay = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        Configuration before = draft(old, Folders.schemas(schemas));
        Configuration after = draft(fresh, Folders.schemas(schemas));
        List<PolicyChange> changes = PolicyDiff.between(before, after);
        Optional<LogReplay> replayed = replay.isEmpty() ? Optional.empty() : Optional.of(replay(before, after));
        String verdict = changes.isEmpty() ? "same" : "differs";
        Report report = new Report(verdict, ExitCode.DONE, List.of(), Optional.empty());
        return output.print(out(), report, () -> json(changes, replayed), () -> print(changes, replayed));
    }

    private LogReplay replay(Configuration before, Configuration after) throws CommandFailed {
        try {
            return LogReplay.of(replay.get(), before, after);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s is no log that can be read.".formatted(replay.get()), e);
        }
    }

    /** As {@link #load}; a draft whose every word could be read is compared too, whatever the checks and its tests say of it. */
    private Configuration draft(Path place, Path schemas) throws CommandFailed {
        if (isBundle(place)) {
            return load(place, schemas);
        }
        CheckedConfiguration checked = CheckedConfiguration.read(schemas, place);
        if (!checked.sound() && checked.everyWordRead()) {
            spec.commandLine().getErr().println(checked.errorsListed("Compared all the same, and not usable as it is"));
            return checked.readable();
        }
        return checked.orFail("Not compared");
    }

    private static boolean isBundle(Path place) {
        return place.toString().endsWith(".zip");
    }

    /** A folder, or a bundle, which holds its own record types. */
    static Configuration load(Path place, Path schemas) throws CommandFailed {
        if (!isBundle(place)) {
            return CheckedConfiguration.read(schemas, place).orFail("Not compared");
        }
        try {
            return ConfigurationBundle.read(Files.readAllBytes(place)).load();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s is %s.".formatted(place, e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "%s cannot be read: %s".formatted(place, e.getMessage()), e);
        }
    }

    private void print(List<PolicyChange> changes, Optional<LogReplay> replayed) {
        if (changes.isEmpty()) {
            out().println("Nobody sees more or less.");
        }
        changes.forEach(change -> out().println(line(change)));
        replayed.ifPresent(log -> {
            out().println("Of %,d logged releases %,d would or may differ."
                    .formatted(log.releases(), log.differing().size()));
            log.differing().stream().map(PolicyDiffCommand::line).forEach(out()::println);
        });
        out().flush();
    }

    /** One change in words. */
    static String line(PolicyChange change) {
        Agreement agreement = change.agreement();
        String sign = switch (change.kind()) {
            case WIDENED -> "+ widened   ";
            case NARROWED -> "- narrowed  ";
            case MAY_WIDEN -> "? may widen ";
        };
        return "%s %s  %s  %s  %s  %s  (%s, %s)"
                .formatted(
                        sign,
                        agreement.consumer(),
                        agreement.purpose(),
                        agreement.record(),
                        change.field().map(Object::toString).orElse(change.what()),
                        change.detail(),
                        agreement.id(),
                        change.where());
    }

    private static String line(LogReplay.Difference one) {
        StringBuilder line = new StringBuilder(
                "  entry %,d  exchange %s  %s".formatted(one.index(), one.exchange(), one.agreement()));
        if (!one.withheld().isEmpty()) {
            line.append("  would withhold ").append(String.join(", ", one.withheld()));
        }
        if (!one.mayRelease().isEmpty()) {
            line.append("  may release ").append(String.join(", ", one.mayRelease()));
        }
        return one.unknown()
                ? line.append("  conditions changed: cannot be told").toString()
                : line.toString();
    }

    private static ObjectNode json(LogReplay log) {
        ObjectNode json = Json.object().put("releases", log.releases());
        ArrayNode list = json.putArray("differing");
        for (LogReplay.Difference one : log.differing()) {
            ObjectNode item = list.addObject()
                    .put("entry", one.index())
                    .put("exchange", one.exchange())
                    .put("agreement", one.agreement());
            one.withheld().forEach(item.putArray("withheld")::add);
            one.mayRelease().forEach(item.putArray("mayRelease")::add);
            item.put("unknown", one.unknown());
        }
        return json;
    }

    private static ObjectNode json(List<PolicyChange> changes, Optional<LogReplay> replayed) {
        ObjectNode json = Json.object();
        replayed.ifPresent(log -> json.set("replay", json(log)));
        ArrayNode list = json.putArray("changes");
        for (PolicyChange change : changes) {
            Agreement agreement = change.agreement();
            ObjectNode one = list.addObject()
                    .put("kind", change.kind().code())
                    .put("what", change.what())
                    .put("agreement", agreement.id());
            change.before().ifPresent(before -> one.put("oldVersion", before.version()));
            change.after().ifPresent(after -> one.put("newVersion", after.version()));
            one.put("provider", agreement.provider())
                    .put("consumer", agreement.consumer())
                    .put("purpose", agreement.purpose())
                    .put("record", agreement.record().toString())
                    .put("mode", agreement.mode().code());
            change.field().ifPresent(field -> one.put("field", field.value()));
            one.put("detail", change.detail())
                    .put("file", change.where().file())
                    .put("line", change.where().line());
        }
        return json;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
