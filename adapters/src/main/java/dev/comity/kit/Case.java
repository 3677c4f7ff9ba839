package dev.comity.kit;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One sample and what is expected of it.
 *
 * @param name what its file names have before the first dot
 * @param sample what the source gives, or what a sink is handed
 * @param expected the record, or what a sink hands on
 * @param error code and path of the refusal
 * @param views what a consumer would see, by its slug
 */
record Case(
        String name, Optional<Path> sample, Optional<Path> expected, Optional<Path> error, Map<String, Path> views) {

    Case {
        views = Collections.unmodifiableMap(new TreeMap<>(views));
    }

    /** Whether it is to be refused. */
    boolean bad() {
        return error.isPresent();
    }
}
