package dev.comity.agreement;

import dev.cel.common.ast.CelExpr;
import dev.comity.record.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the fields that a condition reads although a record may lack them and no {@code has()} stands before it. Such a
 * condition would have no answer for some records; that is a mistake of its text and is found when it is loaded.
 *
 * <p>A part of an expression is read under what its neighbours prove: in {@code a && b} the one side only matters where the
 * other holds, in {@code a || b} where the other does not. A false side of {@code &&} answers even where the other has no
 * answer, so the order of the two does not matter.
 */
final class PresenceCheck {

    /** A field that may be absent where it is read. */
    record Unguarded(FieldPath path, long exprId) {}

    private final OptionalFields optional;
    private final List<Unguarded> found = new ArrayList<>();

    private PresenceCheck(OptionalFields optional) {
        this.optional = optional;
    }

    static List<Unguarded> of(CelExpr expression, OptionalFields optional) {
        PresenceCheck check = new PresenceCheck(optional);
        check.read(expression, Map.of(), Set.of());
        return check.found;
    }

    /** @param elements the path that each variable of a loop stands for */
    private void read(CelExpr expr, Map<String, FieldPath> elements, Set<FieldPath> present) {
        switch (expr.getKind()) {
            case SELECT -> select(expr, elements, present);
            case CALL -> call(expr.call(), elements, present);
            case LIST -> expr.list().elements().forEach(element -> read(element, elements, present));
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    read(entry.key(), elements, present);
                    read(entry.value(), elements, present);
                });
            case COMPREHENSION -> loop(expr.comprehension(), elements, present);
            default -> {}
        }
    }

    private void select(CelExpr expr, Map<String, FieldPath> elements, Set<FieldPath> present) {
        read(expr.select().operand(), elements, present);
        boolean asked = expr.select().testOnly();
        path(expr, elements)
                .filter(path -> !asked && optional.contains(path) && !present.contains(path))
                .ifPresent(path -> found.add(new Unguarded(path, expr.id())));
    }

    private void call(CelExpr.CelCall call, Map<String, FieldPath> elements, Set<FieldPath> present) {
        List<CelExpr> args = call.args();
        switch (call.function()) {
            case "_&&_" -> {
                read(args.get(0), elements, with(present, proven(args.get(1), true, elements)));
                read(args.get(1), elements, with(present, proven(args.get(0), true, elements)));
            }
            case "_||_" -> {
                read(args.get(0), elements, with(present, proven(args.get(1), false, elements)));
                read(args.get(1), elements, with(present, proven(args.get(0), false, elements)));
            }
            case "_?_:_" -> {
                read(args.get(0), elements, present);
                read(args.get(1), elements, with(present, proven(args.get(0), true, elements)));
                read(args.get(2), elements, with(present, proven(args.get(0), false, elements)));
            }
            default -> {
                call.target().ifPresent(target -> read(target, elements, present));
                args.forEach(argument -> read(argument, elements, present));
            }
        }
    }

    private void loop(CelExpr.CelComprehension loop, Map<String, FieldPath> elements, Set<FieldPath> present) {
        read(loop.iterRange(), elements, present);
        Map<String, FieldPath> inner = new HashMap<>(elements);
        inner.remove(loop.accuVar());
        inner.remove(loop.iterVar());
        path(loop.iterRange(), elements).ifPresent(path -> inner.put(loop.iterVar(), path.element()));
        List.of(loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())
                .forEach(part -> read(part, inner, present));
    }

    /** The fields that are there where an expression is true, or where it is false. */
    private static Set<FieldPath> proven(CelExpr expr, boolean holds, Map<String, FieldPath> elements) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly()) {
            return holds ? path(expr, elements).map(Set::of).orElse(Set.of()) : Set.of();
        }
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return Set.of();
        }
        List<CelExpr> args = expr.call().args();
        return switch (expr.call().function()) {
            case "!_" -> proven(args.get(0), !holds, elements);
            case "_&&_" -> holds ? both(args, true, elements) : Set.of();
            case "_||_" -> holds ? Set.of() : both(args, false, elements);
            default -> Set.of();
        };
    }

    private static Set<FieldPath> both(List<CelExpr> args, boolean holds, Map<String, FieldPath> elements) {
        return with(proven(args.get(0), holds, elements), proven(args.get(1), holds, elements));
    }

    private static Set<FieldPath> with(Set<FieldPath> some, Set<FieldPath> more) {
        Set<FieldPath> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** The field that an expression stands for, or empty for the record itself and for anything computed. */
    private static Optional<FieldPath> path(CelExpr expr, Map<String, FieldPath> elements) {
        return switch (expr.getKind()) {
            case IDENT -> Optional.ofNullable(elements.get(expr.ident().name()));
            case SELECT -> member(expr, elements);
            case CALL ->
                expr.call().function().equals("_[_]")
                        ? path(expr.call().args().get(0), elements).map(FieldPath::element)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<FieldPath> member(CelExpr expr, Map<String, FieldPath> elements) {
        CelExpr operand = expr.select().operand();
        String name = expr.select().field();
        boolean atTop = operand.getKind() == CelExpr.ExprKind.Kind.IDENT
                && operand.ident().name().equals(Condition.RECORD)
                && !elements.containsKey(Condition.RECORD);
        return atTop ? Optional.of(FieldPath.of(name)) : path(operand, elements).map(path -> path.member(name));
    }
}
