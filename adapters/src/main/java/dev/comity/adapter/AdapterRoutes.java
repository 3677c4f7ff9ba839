package dev.comity.adapter;

import dev.comity.record.RecordTypeId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/**
 * Runs an agency's adapters, each in a Camel context of its own: names of beans and endpoints in one folder say nothing in another,
 * and one adapter is taken out and put back without the others noticing. A source's route ends in {@code direct:seal} and may ask
 * {@code direct:mark} for the highest change number read so far (header {@code mark}); a sink's route starts at
 * {@code direct:opened}. Thread-safe.
 */
public final class AdapterRoutes implements AutoCloseable {

    /** What the agency's side does with a source's items. */
    public interface Source {

        /**
         * Takes what a route brought. Returns once it is durable in the outbox. A null body says that there is nothing new.
         *
         * @throws RequestRefused where the sender of a request has to set something right first; nothing of it was taken
         * @throws SourceUnreadable where the body is not what the adapter says it is
         */
        void take(AdapterFolder adapter, Object body, Map<String, Object> headers) throws Exception;

        /** The highest change number read so far. */
        long mark(AdapterFolder adapter) throws Exception;
    }

    private final String agency;
    private final Path folder;
    private final Map<String, String> parameters;
    private final Source source;
    private final Consumer<CamelContext> prepared;
    private final Map<String, RunningAdapter> running = new LinkedHashMap<>();

    private AdapterRoutes(
            String agency,
            Path folder,
            Map<String, String> parameters,
            Source source,
            Consumer<CamelContext> prepared) {
        this.agency = agency;
        this.folder = folder;
        this.parameters = Map.copyOf(parameters);
        this.source = source;
        this.prepared = prepared;
    }

    /**
     * Starts every route; a source may bring its first items before this returns.
     *
     * @param folder the agency's data folder, {@code {{agency.folder}}} in routes and parameters; its id is {@code {{agency.id}}}
     * @param parameters by {@code <adapter id>.<name>}
     * @throws Exception if a route does not parse or an endpoint cannot be made
     */
    public static AdapterRoutes start(
            String agency, Path folder, List<AdapterFolder> adapters, Map<String, String> parameters, Source source)
            throws Exception {
        return start(agency, folder, adapters, parameters, source, context -> {});
    }

    /**
     * As {@link #start(String, Path, List, Map, Source)}, with something done to each context before it has a route: the contract kit puts
     * stand-ins in the place of everything outside.
     */
    public static AdapterRoutes start(
            String agency,
            Path folder,
            List<AdapterFolder> adapters,
            Map<String, String> parameters,
            Source source,
            Consumer<CamelContext> prepared)
            throws Exception {
        AdapterRoutes routes = new AdapterRoutes(agency, folder, parameters, source, prepared);
        try {
            for (AdapterFolder adapter : adapters) {
                routes.running.put(adapter.id(), routes.run(adapter, adapters));
            }
            return routes;
        } catch (Exception e) {
            routes.close();
            throw e;
        }
    }

    private RunningAdapter run(AdapterFolder adapter, List<AdapterFolder> all) throws Exception {
        Properties values = new Properties();
        values.setProperty("agency.id", agency);
        values.setProperty("agency.folder", folder.toAbsolutePath().normalize().toString());
        // An adapter may refer to what another one was given, for instance the address of the same system.
        all.forEach(a -> a.parameters()
                .forEach((key, value) -> value.ifPresent(v -> values.setProperty(a.id() + "." + key, v))));
        values.putAll(parameters);
        values.setProperty(
                adapter.id() + ".here",
                adapter.folder().toAbsolutePath().normalize().toString());
        return RunningAdapter.start(adapter, values, source, prepared);
    }

    /**
     * Puts an adapter in the place of the one with the same id: lets the old one end what it has under way, then starts the new
     * one. What was read before is remembered by the agency's database, not by the route.
     *
     * @throws Exception if the new one cannot be started; the old one runs again then
     * @throws IllegalArgumentException if none of that id runs
     */
    public void replace(AdapterFolder adapter) throws Exception {
        RunningAdapter old;
        synchronized (running) {
            old = running.get(adapter.id());
        }
        if (old == null) {
            throw new IllegalArgumentException("no adapter '" + adapter.id() + "' runs here");
        }
        List<AdapterFolder> all = new ArrayList<>(adapters());
        all.replaceAll(one -> one.id().equals(adapter.id()) ? adapter : one);
        old.close();
        try {
            put(run(adapter, all));
        } catch (Exception e) {
            put(run(old.adapter(), adapters()));
            throw e;
        }
    }

    private void put(RunningAdapter adapter) {
        synchronized (running) {
            running.put(adapter.adapter().id(), adapter);
        }
    }

    private List<RunningAdapter> all() {
        synchronized (running) {
            return List.copyOf(running.values());
        }
    }

    /** Those that run, in the order of the settings. */
    public List<AdapterFolder> adapters() {
        return all().stream().map(RunningAdapter::adapter).toList();
    }

    /**
     * Hands an opened record to every sink that takes its type, in the order of the settings. Returns once each has stored it.
     *
     * @param headers comityProvider, comityPurpose, comityAgreement, comityObligations, comityDelivery, comityRecord
     * @throws Exception as a sink's route threw it, or where a sink is being replaced; the record is to be handed over again
     */
    public void opened(RecordTypeId type, String json, Map<String, Object> headers) throws Exception {
        for (RunningAdapter sink : all()) {
            if (sink.adapter().direction() == AdapterFolder.Direction.SINK
                    && sink.adapter().record().map(type::equals).orElse(true)) {
                sink.opened(json, headers);
            }
        }
    }

    @Override
    public void close() {
        List<RunningAdapter> all = new ArrayList<>(all());
        java.util.Collections.reverse(all);
        all.forEach(RunningAdapter::close);
    }
}
