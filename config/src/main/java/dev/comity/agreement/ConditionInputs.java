package dev.comity.agreement;

import dev.cel.common.ast.CelExpr;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields an expression reads: the agency discloses these to the hub and no others. A container that is read as a whole
 * counts as all the leaves below it.
 */
final class ConditionInputs {

    /** A place in the record that an expression stands for: the record itself, or a field. */
    private record Place(Optional<FieldPath> path) {}

    /**
     * One use of a field: which, and where in the text.
     *
     * @param tested whether only its presence is asked for
     */
    record Use(FieldPath path, long exprId, boolean tested) {}

    private final RecordType type;
    private final List<Use> uses = new ArrayList<>();
    private final List<Long> wholeRecord = new ArrayList<>();
    private boolean readsCase;

    private ConditionInputs(RecordType type) {
        this.type = type;
    }

    /** @param expression checked, so that every field exists */
    static ConditionInputs of(CelExpr expression, RecordType type) {
        ConditionInputs inputs = new ConditionInputs(type);
        inputs.read(expression, Map.of(Condition.RECORD, new Place(Optional.empty())));
        return inputs;
    }

    /** Every use of a field, in the order of the expression. */
    List<Use> uses() {
        return uses;
    }

    /** Expression ids where the record is used as a whole and no field is named. */
    List<Long> wholeRecord() {
        return wholeRecord;
    }

    /** Whether it reads the case of a request. */
    boolean readsCase() {
        return readsCase;
    }

    Set<FieldPath> leaves() {
        Set<FieldPath> leaves = new TreeSet<>();
        for (Use use : uses) {
            if (use.tested() && readBelow(use.path())) {
                // What is read inside it shows whether it is there: the rest of it stays with the agency.
                continue;
            }
            type.fields().values().stream()
                    .filter(Field::leaf)
                    .map(Field::path)
                    .filter(leaf -> leaf.equals(use.path()) || leaf.isUnder(use.path()))
                    .forEach(leaves::add);
        }
        return leaves;
    }

    private boolean readBelow(FieldPath container) {
        return uses.stream().anyMatch(use -> use.path().isUnder(container));
    }

    /** Records what an expression reads when its value is used. */
    private void read(CelExpr expr, Map<String, Place> scope) {
        Optional<Place> place = place(expr, scope);
        if (place.isPresent()) {
            boolean tested = expr.getKind() == CelExpr.ExprKind.Kind.SELECT
                    && expr.select().testOnly();
            place.get()
                    .path()
                    .ifPresentOrElse(
                            path -> uses.add(new Use(path, expr.id(), tested)), () -> wholeRecord.add(expr.id()));
            return;
        }
        switch (expr.getKind()) {
            case IDENT -> readsCase |= expr.ident().name().equals(Condition.CASE_CHECKED);
            case SELECT -> read(expr.select().operand(), scope);
            case CALL -> readCall(expr, scope);
            case LIST -> expr.list().elements().forEach(element -> read(element, scope));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    read(entry.key(), scope);
                    read(entry.value(), scope);
                });
            case STRUCT -> expr.struct().entries().forEach(entry -> read(entry.value(), scope));
            case COMPREHENSION -> readComprehension(expr.comprehension(), scope);
            default -> {}
        }
    }

    private void readCall(CelExpr expr, Map<String, Place> scope) {
        expr.call().target().ifPresent(target -> read(target, scope));
        expr.call().args().forEach(argument -> read(argument, scope));
    }

    private void readComprehension(CelExpr.CelComprehension loop, Map<String, Place> scope) {
        Optional<Place> range = place(loop.iterRange(), scope);
        Map<String, Place> inner = new HashMap<>(scope);
        inner.remove(loop.accuVar());
        inner.remove(loop.iterVar());
        int before = uses.size();
        Optional<FieldPath> element = range.flatMap(Place::path).map(FieldPath::element);
        element.ifPresent(path -> inner.put(loop.iterVar(), new Place(Optional.of(path))));
        List.of(loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())
                .forEach(part -> read(part, inner));
        boolean elementsRead = element.isPresent()
                && uses.subList(before, uses.size()).stream().anyMatch(use -> within(use, element.get()));
        if (!elementsRead) {
            read(loop.iterRange(), scope);
        }
    }

    private static boolean within(Use use, FieldPath element) {
        return use.path().equals(element) || use.path().isUnder(element);
    }

    private Optional<Place> place(CelExpr expr, Map<String, Place> scope) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.ofNullable(scope.get(expr.ident().name()));
            case SELECT ->
                place(expr.select().operand(), scope)
                        .map(at -> member(at, expr.select().field()));
            case CALL -> place(expr.call(), scope, expr);
            default -> Optional.empty();
        };
    }

    /** {@code parties[0]} stands for an element; the index may read fields itself. */
    private Optional<Place> place(CelExpr.CelCall call, Map<String, Place> scope, CelExpr expr) {
        if (!call.function().equals("_[_]")) {
            return Optional.empty();
        }
        Optional<Place> element = place(call.args().get(0), scope)
                .flatMap(Place::path)
                .map(path -> new Place(Optional.of(path.element())));
        element.ifPresent(at -> read(call.args().get(1), scope));
        return element;
    }

    private static Place member(Place at, String name) {
        return new Place(Optional.of(at.path().map(path -> path.member(name)).orElseGet(() -> FieldPath.of(name))));
    }
}
