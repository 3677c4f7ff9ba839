package dev.comity.kit;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Which steps of the adapter's routes there are, and which of them some message went through. */
final class Steps implements InterceptStrategy {

    /**
     * One step.
     *
     * @param id the author's, or one that Camel made
     * @param kind for instance {@code setHeader}
     * @param line in the route file
     */
    record Step(String id, String kind, int line) {}

    private final Predicate<String> mine;
    private final Map<String, Step> steps = new TreeMap<>();
    private final Map<String, Boolean> passed = new ConcurrentHashMap<>();
    private volatile int last;

    /** @param mine whether a resource's location is the adapter's route file */
    Steps(Predicate<String> mine) {
        this.mine = mine;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor next) {
        if (step.getLocation() == null || !mine.test(step.getLocation())) {
            return target;
        }
        String key = "%08d %s".formatted(step.getLineNumber(), step.getId());
        steps.put(key, new Step(step.getId(), step.getShortName(), step.getLineNumber()));
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                passed.put(key, true);
                last = step.getLineNumber();
                return super.process(exchange, callback);
            }
        };
    }

    /** Line of the step that a message came to last; 0 before the first. */
    int last() {
        return last;
    }

    /** In the order of the file. */
    Collection<Step> all() {
        return steps.values();
    }

    /** Steps that nothing went through. */
    Collection<Step> left() {
        return steps.entrySet().stream()
                .filter(step -> !passed.containsKey(step.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
