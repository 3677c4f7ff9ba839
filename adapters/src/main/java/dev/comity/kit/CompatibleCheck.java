package dev.comity.kit;

import dev.comity.compat.PublishedSchema;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import java.io.IOException;
import java.util.List;

/** The record type breaks nobody who knows it as it was last published. */
final class CompatibleCheck implements Check {

    @Override
    public int number() {
        return 14;
    }

    @Override
    public String id() {
        return "compatible";
    }

    @Override
    public String title() {
        return "the record type breaks nobody who knows its published version";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public List<Problem> problems(Subject subject) throws Skipped, IOException {
        subject.require(DescriptionCheck.ID);
        RecordType type = subject.type().orElseThrow(() -> new Skipped("no record type is named"));
        return PublishedSchema.check(type);
    }
}
