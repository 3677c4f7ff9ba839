package dev.comity.policy;

import dev.comity.agreement.Agreement;
import dev.comity.config.AgencyEntry;
import dev.comity.config.Configuration;
import dev.comity.crypto.Crypto;
import dev.comity.policy.PolicyMatrix.Access;
import dev.comity.policy.PolicyMatrix.Cell;
import dev.comity.policy.PolicyMatrix.Row;
import dev.comity.policy.PolicyMatrix.Sheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The {@link PolicyMatrix} as one page that needs nothing else: no script, no other file, and a content security policy that
 * allows neither. English and Chinese side by side; letters as well as colours.
 */
public final class MatrixPage {

    private static final String STYLE = style();

    private final Configuration configuration;
    private final PolicyMatrix matrix;

    public MatrixPage(Configuration configuration, PolicyMatrix matrix) {
        this.configuration = configuration;
        this.matrix = matrix;
    }

    /** The page, in UTF-8 once it is written. */
    public String html() {
        return MatrixText.HEAD.formatted(policy(), STYLE)
                + MatrixText.LEAD.formatted(matrix.day())
                + contents()
                + matrix.sheets().stream().map(this::section).collect(Collectors.joining())
                + MatrixText.END.formatted(escaped(configuration.digest()));
    }

    private static String policy() {
        String hash = Base64.getEncoder().encodeToString(Crypto.sha256(STYLE.getBytes(StandardCharsets.UTF_8)));
        return "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'";
    }

    private static String style() {
        try (InputStream css = MatrixPage.class.getResourceAsStream("matrix.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String contents() {
        return matrix.sheets().stream()
                .map(sheet -> "<li><a href=\"#%s\">%s <span class=\"zh\" lang=\"zh\">%s</span></a> %s</li>\n"
                        .formatted(
                                anchor(sheet),
                                escaped(sheet.type().titleEn()),
                                escaped(sheet.type().titleZh()),
                                agreements(sheet).isEmpty() ? "– nobody sees anything" : ""))
                .collect(Collectors.joining(
                        "",
                        "<h3>Kinds of record <span class=\"zh\" lang=\"zh\">记录类型</span></h3>\n<ul class=\"toc\">\n",
                        "</ul>\n</header>\n"));
    }

    private String section(Sheet sheet) {
        String title =
                "<section>\n<h2 id=\"%s\">%s <span class=\"zh\" lang=\"zh\">%s</span></h2>\n<p><code>%s</code></p>\n"
                        .formatted(
                                anchor(sheet),
                                escaped(sheet.type().titleEn()),
                                escaped(sheet.type().titleZh()),
                                escaped(sheet.type().id().toString()));
        List<Agreement> agreements = agreements(sheet);
        if (agreements.isEmpty()) {
            return title + MatrixText.NOBODY + "</section>\n";
        }
        List<Integer> columns = IntStream.range(0, sheet.agencies().size())
                .filter(i ->
                        sheet.rows().stream().anyMatch(row -> row.cells().get(i).access() != Access.WITHHELD))
                .boxed()
                .toList();
        return title + table(sheet, columns, agreements) + others(sheet, columns) + notes(agreements) + "</section>\n";
    }

    private String table(Sheet sheet, List<Integer> columns, List<Agreement> agreements) {
        StringBuilder html = new StringBuilder("<table class=\"grid\">\n<thead><tr>")
                .append("<th scope=\"col\">Field<br><span class=\"zh\" lang=\"zh\">字段</span></th>")
                .append("<th scope=\"col\">Sensitivity<br><span class=\"zh\" lang=\"zh\">敏感级</span></th>");
        columns.forEach(i -> html.append(header(sheet.agencies().get(i))));
        html.append("</tr></thead>\n<tbody>\n");
        for (Row row : sheet.rows()) {
            html.append("<tr><th scope=\"row\">%s <span class=\"zh\" lang=\"zh\">%s</span><code>%s</code></th>"
                    .formatted(
                            escaped(row.field().titleEn()),
                            escaped(row.field().titleZh()),
                            escaped(row.field().path().value())));
            html.append(
                    "<td class=\"mark\">%s</td>".formatted(escaped(row.field().mark())));
            columns.forEach(i -> html.append(cell(row.cells().get(i), agreements)));
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }

    private String header(String slug) {
        AgencyEntry agency = configuration.agencies().get(slug);
        return "<th scope=\"col\">%s<br><span class=\"zh\" lang=\"zh\">%s</span></th>"
                .formatted(escaped(agency.titleEn()), escaped(agency.titleZh()));
    }

    private static String cell(Cell cell, List<Agreement> agreements) {
        String marks = (cell.conditional() ? "c" : "") + (cell.onRequest() ? "q" : "");
        String numbers = cell.under().stream()
                .map(agreement -> Integer.toString(agreements.indexOf(agreement) + 1))
                .collect(Collectors.joining(","));
        return "<td class=\"cell %s\" title=\"%s\">%s%s%s</td>"
                .formatted(
                        cell.access().name().toLowerCase(Locale.ROOT),
                        MatrixText.words(cell.access()),
                        MatrixText.letter(cell.access()),
                        marks,
                        numbers.isEmpty() ? "" : "<sup>" + numbers + "</sup>");
    }

    private String others(Sheet sheet, List<Integer> columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sheet.agencies().size(); i++) {
            if (!columns.contains(i)) {
                AgencyEntry agency =
                        configuration.agencies().get(sheet.agencies().get(i));
                names.add(escaped(agency.titleEn()) + " <span class=\"zh\" lang=\"zh\">" + escaped(agency.titleZh())
                        + "</span>");
            }
        }
        return names.isEmpty()
                ? ""
                : "<p class=\"none\">Nothing of it is seen by <span lang=\"zh\">（以下机构看不到任何字段）</span>: "
                        + String.join(", ", names) + ".</p>\n";
    }

    private String notes(List<Agreement> agreements) {
        return agreements.stream()
                .map(this::note)
                .collect(Collectors.joining(
                        "",
                        "<h3>Under which agreement <span class=\"zh\" lang=\"zh\">依据哪份协议</span></h3>\n<ol class=\"notes\">\n",
                        "</ol>\n"));
    }

    private String note(Agreement agreement) {
        StringBuilder html = new StringBuilder("<li>%s <span class=\"zh\" lang=\"zh\">%s</span><br>"
                .formatted(escaped(agreement.titleEn()), escaped(agreement.titleZh())));
        html.append("%s → %s, purpose <em>%s</em>, mode %s, %s to %s, version %d, <code>%s</code>"
                .formatted(
                        name(agreement.provider()),
                        name(agreement.consumer()),
                        escaped(agreement.purpose()),
                        agreement.mode().code(),
                        agreement.from(),
                        agreement.to(),
                        agreement.version(),
                        escaped(agreement.place())));
        agreement.jurisdiction().ifPresent(c -> html.append(MatrixText.ONLY_WHERE.formatted(escaped(c.source()))));
        agreement.when().ifPresent(c -> html.append(MatrixText.ONLY_WHEN.formatted(escaped(c.source()))));
        return html.append("</li>\n").toString();
    }

    private String name(String slug) {
        return escaped(configuration.agencies().get(slug).titleEn());
    }

    private static List<Agreement> agreements(Sheet sheet) {
        return sheet.rows().stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(cell -> cell.under().stream())
                .distinct()
                .sorted(Comparator.comparing(Agreement::consumer).thenComparing(Agreement::place))
                .toList();
    }

    private static String anchor(Sheet sheet) {
        return sheet.type().id().toString().replace('/', '-');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
