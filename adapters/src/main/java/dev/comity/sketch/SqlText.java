package dev.comity.sketch;

import java.util.List;
import java.util.Locale;

/** Table and statement of a sink into PostgreSQL, drafted from those fields of a record type that stand in no other and may be shared. */
final class SqlText {

    private SqlText() {}

    private static List<Leaf> columns(Order order) {
        return Leaf.of(order.type()).stream()
                .filter(leaf -> leaf.path().steps().size() == 1)
                .filter(leaf -> order.type().field(leaf.path()).orElseThrow().shareable())
                .toList();
    }

    private static String table(Order order) {
        return order.type().id().name().replace('-', '_');
    }

    private static String column(Leaf leaf) {
        return leaf.path().value().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    static String tables(Order order) {
        StringBuilder sql = new StringBuilder("-- Run once by the database's owner. One row a delivery.\n")
                .append("create table if not exists ")
                .append(table(order))
                .append(
                        "(\n    delivery varchar(64) primary key, taken_at timestamp with time zone not null default now()");
        columns(order)
                .forEach(leaf -> sql.append(",\n    ").append(column(leaf)).append(" text"));
        return sql.append(");\n").toString();
    }

    static String upsert(Order order) {
        StringBuilder sql =
                new StringBuilder("insert into ").append(table(order)).append("(delivery");
        columns(order).forEach(leaf -> sql.append(", ").append(column(leaf)));
        sql.append(")\nvalues (:#${header.comityDelivery}");
        // A field that was not released is not there, and its column stays empty.
        columns(order)
                .forEach(leaf ->
                        sql.append(",\n    cast(:#${body[").append(leaf.path()).append("]} as text)"));
        return sql.append(")\non conflict (delivery) do nothing\n").toString();
    }
}
