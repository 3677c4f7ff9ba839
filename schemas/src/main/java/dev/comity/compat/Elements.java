package dev.comity.compat;

import java.util.ArrayList;
import java.util.List;

/**
 * The schemas of an array's elements, as one schema has them in any edition.
 *
 * @param first one for each of the first places
 * @param rest for all other places
 */
record Elements(List<SchemaNode> first, SchemaNode rest) {

    static Elements of(SchemaNode schema) {
        boolean newer = schema.draft() == Draft.V2020;
        String list = newer ? "prefixItems" : "items";
        List<SchemaNode> first = new ArrayList<>();
        if (schema.get(list).isArray()) {
            for (int i = 0; i < schema.get(list).size(); i++) {
                first.add(schema.at(list, Integer.toString(i)));
            }
            return new Elements(first, schema.at(newer ? "items" : "additionalItems"));
        }
        return new Elements(List.of(), schema.at("items"));
    }

    SchemaNode at(int index) {
        return index < first.size() ? first.get(index) : rest;
    }
}
