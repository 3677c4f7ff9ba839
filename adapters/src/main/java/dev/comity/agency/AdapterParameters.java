package dev.comity.agency;

import dev.comity.adapter.AdapterFolder;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import java.util.List;

/** Checks that the settings give an adapter what it asks for, and nothing that it does not know. */
final class AdapterParameters {

    private AdapterParameters() {}

    static void check(AdapterFolder adapter, AgencySettings settings, List<Problem> problems) {
        if (!adapter.agency().equals(settings.agency())) {
            problems.add(Problem.error(
                    adapter.folder().toString(),
                    0,
                    0,
                    "this adapter is of '" + adapter.agency() + "', not of '" + settings.agency() + "'"));
        }
        String prefix = adapter.id() + ".";
        adapter.parameters().forEach((name, value) -> {
            if (value.isEmpty() && !settings.parameters().containsKey(prefix + name)) {
                problems.add(Problem.error("agency.yaml", 0, 0, "the parameter '" + prefix + name + "' is missing"));
            }
        });
        settings.parameters().keySet().stream()
                .filter(key ->
                        key.startsWith(prefix) && !adapter.parameters().containsKey(key.substring(prefix.length())))
                .forEach(key -> problems.add(Problem.error(
                        "agency.yaml",
                        0,
                        0,
                        "'" + key + "' is no parameter of its adapter."
                                + Suggestion.of(
                                        key.substring(prefix.length()),
                                        adapter.parameters().keySet()))));
    }
}
