package dev.comity.kit;

import dev.comity.refusal.Refusal;
import dev.comity.refusal.RefusalCode;
import dev.comity.sealing.Sealing;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every bad sample is refused, with the code and path that its file declares; and there is one at least. */
final class RefusedCheck implements Check {

    static final String ID = "refused";

    @Override
    public int number() {
        return 9;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "bad samples are refused with the declared code and path";
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        subject.requireSource("a sink refuses nothing: what it is handed was verified");
        Trial trial = subject.trial();
        List<Problem> problems = new ArrayList<>();
        List<Brought> bad =
                trial.brought().stream().filter(one -> one.of().bad()).toList();
        if (bad.isEmpty()) {
            problems.add(Problem.error(
                    subject.shown(Cases.EXPECTED),
                    0,
                    0,
                    "no sample is to be refused; add one with expected/CASE.error.json {\"code\", \"path\"}"));
        }
        for (Brought one : bad) {
            Optional<JsonFile> file = JsonFile.read(subject, one.of().error().orElseThrow(), problems);
            if (file.isPresent()) {
                compare(one, file.get(), problems);
            }
        }
        return problems;
    }

    private static void compare(Brought one, JsonFile expected, List<Problem> problems) {
        one.failure().ifPresent(problems::add);
        Set<String> members = new TreeSet<>();
        expected.json().fieldNames().forEachRemaining(members::add);
        if (!members.equals(Set.of("code", "path"))
                || !expected.json().path("code").isTextual()
                || !expected.json().path("path").isTextual()) {
            problems.add(expected.places().error("two members were expected here, both texts: code and path"));
            return;
        }
        String code = expected.json().path("code").asText();
        String path = expected.json().path("path").asText();
        List<Refusal> reasons = reasons(one);
        if (reasons.isEmpty()) {
            problems.add(expected.places().error("the sample was to be refused, and it gives a record"));
        } else if (reasons.stream()
                .noneMatch(reason ->
                        reason.code().code().equals(code) && reason.path().equals(path))) {
            TreeSet<String> found = new TreeSet<>();
            reasons.forEach(reason -> found.add(reason.code().code() + " at '" + reason.path() + "'"));
            problems.add(YamlJson.at(expected.places(), "/code")
                    .error("the sample is refused otherwise than declared: " + String.join(", ", found)));
        }
    }

    /** Why a sample is refused: the reasons of all its items; what cannot be read at all cannot be sent. */
    static List<Refusal> reasons(Brought one) {
        List<Refusal> reasons = new ArrayList<>();
        one.unreadable().ifPresent(why -> reasons.add(Refusal.of(RefusalCode.NOT_SENDABLE, "", why)));
        for (Brought.Item item : one.items()) {
            if (item.sealing() instanceof Sealing.Unsendable unsendable) {
                reasons.addAll(unsendable.reasons());
            }
        }
        return reasons;
    }
}
