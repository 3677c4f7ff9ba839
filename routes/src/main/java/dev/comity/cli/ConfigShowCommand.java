package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.command.Report;
import dev.comity.config.Setting;
import dev.comity.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every setting as it is in effect, and where it came from. */
@Command(
        name = "show",
        description = "Shows every setting as it is in effect, and with --origin where each came from.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:the configuration has errors, each listed as file:line:column",
            "2:the command line is wrong",
            "4:a folder cannot be read",
            "70:internal error"
        },
        footer = {
            "",
            "A setting comes from the environment (COMITY_A_B), else from hub.yaml, else it has its default. Folders come from options.",
            "",
            "Examples:",
            "  comity config show --origin",
            "  comity config show --origin --data /srv/comity -o json",
            "",
            "See next: comity config check --help."
        })
final class ConfigShowCommand implements Callable<Integer> {

    @Option(names = "--origin", description = "Show where each setting came from.")
    private boolean origin;

    @Mixin
    private ConfigurationOptions options;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        CheckedConfiguration checked = options.checked();
        List<Setting> settings = checked.orFail("Not shown").hub().settings();
        Report report = new Report("shown", ExitCode.DONE, List.of(), Optional.empty());
        return output.print(out(), report, () -> json(checked, settings), () -> print(checked, settings));
    }

    private ObjectNode json(CheckedConfiguration checked, List<Setting> settings) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("settings");
        list.add(one("config", checked.config().toString(), options.configOrigin()));
        list.add(one("schemas", checked.schemas().toString(), options.schemasOrigin()));
        settings.forEach(setting -> list.add(one(setting.name(), setting.value(), setting.origin())));
        return json;
    }

    private ObjectNode one(String name, String value, String from) {
        ObjectNode json = Json.object().put("name", name).put("value", value);
        return origin ? json.put("origin", from) : json;
    }

    private void print(CheckedConfiguration checked, List<Setting> settings) {
        line("config", checked.config().toString(), options.configOrigin());
        line("schemas", checked.schemas().toString(), options.schemasOrigin());
        settings.forEach(setting -> line(setting.name(), setting.value(), setting.origin()));
        out().flush();
    }

    private void line(String name, String value, String from) {
        out().println(origin ? "%-24s %-32s %s".formatted(name, value, from) : "%-24s %s".formatted(name, value));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
