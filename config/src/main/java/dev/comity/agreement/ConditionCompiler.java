package dev.comity.agreement;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.comity.record.Field;
import dev.comity.record.FieldPath;
import dev.comity.record.RecordType;
import dev.comity.yaml.Problem;
import dev.comity.yaml.Suggestion;
import dev.comity.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles the conditions of agreements over one record type. */
final class ConditionCompiler {

    private static final Pattern UNDEFINED_FIELD = Pattern.compile("undefined field '([^']*)'");
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(4_000)
            .comprehensionMaxIterations(10_000)
            .populateMacroCalls(true)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final RecordType type;
    private final OptionalFields optional;
    private final CelCompiler compiler;

    ConditionCompiler(RecordType type) {
        ConditionTypes types = new ConditionTypes(type);
        this.type = type;
        this.optional = new OptionalFields(type);
        this.compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types)
                .addVar(Condition.RECORD, types.root())
                .addVar(Condition.CASE_CHECKED, SimpleType.BOOL)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        Condition.CONSUMER_COVERS,
                        CelOverloadDecl.newGlobalOverload(
                                Condition.CONSUMER_COVERS_OVERLOAD, SimpleType.BOOL, SimpleType.STRING)))
                .setResultType(SimpleType.BOOL)
                .build();
    }

    /** @param problems gets everything wrong in the expression, with its place; then the result is empty */
    Optional<Condition> compile(YamlNode node, List<Problem> problems) {
        CelValidationResult result = compiler.compile(node.text());
        if (result.hasError()) {
            result.getErrors().forEach(issue -> problems.add(problem(node, issue)));
            return Optional.empty();
        }
        try {
            return checked(node, result.getAst(), problems);
        } catch (CelValidationException | CelEvaluationException e) {
            problems.add(node.error("not a condition that can be evaluated"));
            return Optional.empty();
        }
    }

    private Optional<Condition> checked(YamlNode node, CelAbstractSyntaxTree ast, List<Problem> problems)
            throws CelEvaluationException {
        ConditionInputs inputs = ConditionInputs.of(ast.getExpr(), type);
        List<Problem> found = new ArrayList<>();
        inputs.wholeRecord()
                .forEach(use -> found.add(at(
                        node,
                        ast,
                        use,
                        "a condition names the fields that it reads; " + "'record' alone stands for all of them")));
        inputs.uses().stream()
                .filter(use ->
                        type.field(use.path()).map(Field::type).orElse("").equals("number"))
                .forEach(
                        use -> found.add(
                                at(
                                        node,
                                        ast,
                                        use.exprId(),
                                        "'" + use.path()
                                                + "' is a decimal, which conditions cannot use; use an integer or a band that the schema derives")));
        PresenceCheck.of(ast.getExpr(), optional)
                .forEach(read -> found.add(at(
                        node,
                        ast,
                        read.exprId(),
                        "'" + read.path() + "' may be absent, and then this condition has no answer; write has("
                                + written(read.path()) + ") && before it")));
        problems.addAll(found);
        return found.isEmpty()
                ? Optional.of(new Condition(
                        node.text(), node.line(), inputs.leaves(), inputs.readsCase(), RUNTIME.createProgram(ast)))
                : Optional.empty();
    }

    private static String written(FieldPath path) {
        String value = path.value();
        int element = value.lastIndexOf("[].");
        return element < 0 ? Condition.RECORD + "." + value : "its " + value.substring(element + 3);
    }

    private Problem problem(YamlNode node, CelIssue issue) {
        int offset = issue.getSourceLocation().getColumn();
        Matcher undefined = UNDEFINED_FIELD.matcher(issue.getMessage());
        if (undefined.matches()) {
            String name = undefined.group(1);
            // The checker points at the dot, or at the has(): the name itself is what the reader looks for.
            int named = node.text().indexOf("." + name, Math.max(0, offset));
            return place(
                    node,
                    named < 0 ? offset : named + 1,
                    "'" + name + "' is not a field of " + type.id() + "." + Suggestion.of(name, names()));
        }
        return place(node, offset, issue.getMessage());
    }

    private List<String> names() {
        return type.fields().keySet().stream()
                .map(path -> path.value().substring(path.value().lastIndexOf('.') + 1))
                .filter(name -> !name.endsWith("[]"))
                .distinct()
                .toList();
    }

    private static Problem at(YamlNode node, CelAbstractSyntaxTree ast, long exprId, String message) {
        Integer position = ast.getSource().getPositionsMap().get(exprId);
        return place(node, position == null ? 0 : position, message);
    }

    /** A place inside a condition; of one that is quoted or runs over several lines, the place where it begins. */
    private static Problem place(YamlNode node, int offset, String message) {
        boolean inside = node.plain() && offset > 0 && node.text().indexOf('\n') < 0;
        return Problem.error(node.file(), node.line(), node.column() + (inside ? offset : 0), message);
    }
}
