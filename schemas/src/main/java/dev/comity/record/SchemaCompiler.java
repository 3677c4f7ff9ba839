package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compiles parts of schemas (JSON Schema 2020-12), with our field standards as formats that are asserted. */
final class SchemaCompiler {

    private final SchemaRegistry registry;
    private final Map<String, FieldStandard> standards = new TreeMap<>();

    SchemaCompiler(Collection<FieldStandard> standards) {
        standards.forEach(standard -> this.standards.put(standard.format(), standard));
        Dialect dialect = Dialect.builder(Dialects.getDraft202012())
                .formats(formats -> {
                    // Only the formats below exist: one that nobody asserts would be a check that cannot fail.
                    formats.clear();
                    standards.forEach(standard -> formats.put(standard.format(), new Asserted(standard)));
                })
                .build();
        // Formats are annotations in 2020-12 unless this is said.
        registry = SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
    }

    Schema compile(ObjectNode schema) {
        return registry.getSchema(schema);
    }

    Optional<FieldStandard> standard(String format) {
        return Optional.ofNullable(standards.get(format));
    }

    Collection<String> formats() {
        return standards.keySet();
    }

    private record Asserted(FieldStandard standard) implements Format {

        @Override
        public String getName() {
            return standard.format();
        }

        @Override
        public boolean matches(ExecutionContext context, String value) {
            return standard.accepts(value);
        }
    }
}
