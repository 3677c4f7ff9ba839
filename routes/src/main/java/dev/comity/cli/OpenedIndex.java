package dev.comity.cli;

import dev.comity.command.CommandFailed;
import dev.comity.command.ExitCode;
import dev.comity.index.ExchangeIndex;
import dev.comity.index.IndexLocation;
import dev.comity.log.StoredLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The log of a data folder and its index, for one command: while the hub runs and while it does not. Where the index is
 * missing or cannot be reached, one is made in memory from the log, which knows everything but tokens of data subjects.
 */
final class OpenedIndex implements AutoCloseable {

    private final StoredLog log;
    private final ExchangeIndex index;
    private final boolean complete;

    private OpenedIndex(StoredLog log, ExchangeIndex index, boolean complete) {
        this.log = log;
        this.index = index;
        this.complete = complete;
    }

    static OpenedIndex of(Path data, PrintWriter err) throws CommandFailed {
        StoredLog log = log(data);
        Optional<OpenedIndex> kept = kept(data, log, err);
        return kept.isPresent() ? kept.get() : made(log);
    }

    static StoredLog log(Path data) throws CommandFailed {
        Path folder = data.resolve("log");
        try {
            return StoredLog.open(folder);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.INPUT,
                    "No exchange log can be read in %s. Name the data folder of a hub, or a folder that holds a copy of its log/."
                            .formatted(data),
                    e);
        }
    }

    /** The hub's own index; what the hub has not come to yet is taken in first. */
    private static Optional<OpenedIndex> kept(Path data, StoredLog log, PrintWriter err) throws CommandFailed {
        ExchangeIndex index = null;
        try {
            Optional<IndexLocation> location = IndexLocation.writtenDown(data, System.getenv());
            if (location.isEmpty()) {
                err.println(
                        "No index was ever made here: one is made in memory from the log, without subjects' tokens.");
                return Optional.empty();
            }
            index = ExchangeIndex.open(location.get());
            index.catchUp(log);
            return Optional.of(new OpenedIndex(log, index, true));
        } catch (SQLException | IOException e) {
            closed(index);
            err.println(
                    "The index of %s cannot be used (%s): one is made in memory from the log, without subjects' tokens."
                            .formatted(data, e.getMessage()));
            return Optional.empty();
        }
    }

    private static void closed(ExchangeIndex index) throws CommandFailed {
        try {
            if (index != null) {
                index.close();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static OpenedIndex made(StoredLog log) throws CommandFailed {
        try {
            ExchangeIndex index = ExchangeIndex.open(IndexLocation.inMemory());
            index.follow(log);
            return new OpenedIndex(log, index, false);
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.INPUT, "The log cannot be read: %s".formatted(e.getMessage()), e);
        }
    }

    /** The whole id of the exchange that this is an id of, or begins one. */
    static String exchange(Path data, String id, PrintWriter err) throws CommandFailed {
        try (OpenedIndex opened = of(data, err)) {
            String whole = opened.index.trail().completed(id).orElse(id);
            return opened.index.trail().exchangeOf(whole).orElse(whole);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The database failed while it was asked. */
    static CommandFailed failed(SQLException e) {
        return new CommandFailed(
                ExitCode.SERVER, "The index failed (%s). Nothing was changed; try again.".formatted(e.getMessage()), e);
    }

    StoredLog log() {
        return log;
    }

    ExchangeIndex index() {
        return index;
    }

    /** Whether it knows the tokens of data subjects. */
    boolean knowsSubjects() {
        return complete;
    }

    @Override
    public void close() throws CommandFailed {
        closed(index);
    }
}
