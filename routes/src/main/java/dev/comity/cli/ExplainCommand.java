package dev.comity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.comity.audit.LogEvidence;
import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.command.OutputOption;
import dev.comity.evidence.EvidenceArchive;
import dev.comity.json.Json;
import dev.comity.story.Story;
import dev.comity.story.Storyteller;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The whole story of one exchange. */
@Command(
        name = "explain",
        sortOptions = false,
        description =
                "Tells what happened to one record and why, down to the file and line that released, withheld or refused it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:told",
            "2:the command line is wrong",
            "4:there is no log in the data folder, or nothing in it about this for this reader",
            "5:the index failed",
            "70:internal error"
        },
        footer = {
            "",
            "Examples:",
            "  comity explain 91b460d2f993 --data /tmp/city",
            "  comity explain 01a20caa-fc84-7ba2-9fed-fed00caa26e0 --data /tmp/city --as transport -o json",
            "",
            "ID is an exchange or delivery id (its first 12 characters or more), a record's jti, or the digest of a submission.",
            "",
            "See next: comity audit search --help, to find exchanges."
        })
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "What to tell of.")
    private String id;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The hub's data folder, or a copy.")
    private Path data;

    @Option(
            names = "--as",
            paramLabel = "AGENCY",
            description = "Tell what this agency may know: all of its own records, and of others what it got itself.")
    private Optional<String> agency = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailed {
        try (OpenedIndex opened = OpenedIndex.of(data, spec.commandLine().getErr())) {
            var teller = new Storyteller(opened.log(), opened.index().trail(), LogEvidence.in(data.resolve("log")));
            String whole = opened.index().trail().completed(id).orElse(id);
            Story story = teller.tell(whole, agency).orElseThrow(this::unknown);
            Optional<EvidenceArchive.Place> kept = new EvidenceArchive(data.resolve("hub/evidence")).find(story.id());
            if (output.json()) {
                out().print(Json.pretty(json(story, kept)));
            } else {
                print(story, kept);
            }
            out().flush();
            return ExitCode.DONE;
        } catch (SQLException e) {
            throw OpenedIndex.failed(e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT, "The log or evidence cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    private CommandFailed unknown() {
        return new CommandFailed(
                ExitCode.INPUT,
                "The log of %s has nothing about this id%s. Expected an exchange or delivery id, a jti or a submission's digest; comity audit search lists exchanges."
                        .formatted(
                                data,
                                agency.map(slug -> " that concerns '" + slug + "'")
                                        .orElse("")));
    }

    private ObjectNode json(Story story, Optional<EvidenceArchive.Place> kept) {
        ObjectNode json = story.json();
        if (agency.isEmpty()) {
            ObjectNode evidence = json.putObject("evidence").put("kept", kept.isPresent());
            kept.ifPresent(
                    place -> evidence.put("period", place.period().toString()).put("kid", place.kid()));
        }
        return json;
    }

    private void print(Story story, Optional<EvidenceArchive.Place> kept) {
        story.lines().forEach(out()::println);
        if (agency.isEmpty()) {
            out().println();
            out().println(kept.map(place -> "Evidence  sealed to the auditors' key of %s".formatted(place.period()))
                    .orElse("Evidence  none is kept"));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
