package dev.comity.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** Compiles rules over several fields (JSON Schema 2020-12). No reference is left in them, so nothing is ever fetched. */
final class RuleCompiler {

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(uri -> null));

    Schema compile(ObjectNode rule) {
        return registry.getSchema(rule);
    }
}
