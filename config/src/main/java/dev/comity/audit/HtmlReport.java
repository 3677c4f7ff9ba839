package dev.comity.audit;

import dev.comity.command.Report;
import dev.comity.command.TrustFile;
import dev.comity.command.Version;
import dev.comity.crypto.Crypto;
import java.util.Locale;

/** A report as one page that needs nothing beside itself: no script, no font, no picture, nothing fetched. */
final class HtmlReport {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s: %s</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
            h1 { font-size: 1.6rem; border-left: .4rem solid currentColor; padding-left: .8rem; }
            h1 small { display: block; font-size: 1rem; font-weight: normal; color: #1a1a1a; overflow-wrap: anywhere; }
            table { border-collapse: collapse; width: 100%%; }
            caption { text-align: left; font-weight: bold; padding: .5rem 0; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
            td:first-child { white-space: nowrap; font-weight: bold; }
            .pass, .verified { color: #0b5d1e; } .fail, .false, .failed { color: #a1001a; }
            .unknown, .indeterminate { color: #7a4b00; } .skipped { color: #555; }
            code { font-family: ui-monospace, monospace; }
            @media (prefers-color-scheme: dark) {
              body, h1 small { color: #eee; background: #161616; }
              .pass, .verified { color: #7fd18f; } .fail, .false, .failed { color: #ff8d9a; }
              .unknown, .indeterminate { color: #f2c063; } .skipped { color: #aaa; }
            }
            </style>
            </head>
            <body>
            """;

    private HtmlReport() {}

    static String of(String subject, Report report) {
        String verdict = Markup.escaped(report.verdict());
        StringBuilder html = new StringBuilder(HEAD.formatted(verdict, Markup.escaped(subject)));
        html.append("<h1 class=\"%s\">%s<small>%s</small></h1>%n"
                .formatted(verdict, verdict.toUpperCase(Locale.ROOT), Markup.escaped(subject)));
        html.append("<table>\n<caption>What was checked, and what was not</caption>\n");
        html.append(
                "<tr><th scope=\"col\">Result</th><th scope=\"col\">Check</th><th scope=\"col\">What was found</th></tr>\n");
        report.checks().forEach(check -> row(html, check));
        html.append("</table>\n");
        report.trust().ifPresent(trust -> trust(html, trust));
        html.append("<p>Exit code %d. Made by comity %s with %s.</p>%n</body>%n</html>%n"
                .formatted(report.exitCode(), Markup.escaped(Version.number()), Markup.escaped(Crypto.provider())));
        return html.toString();
    }

    private static void row(StringBuilder html, Report.Item check) {
        String status = Markup.escaped(check.status());
        String place = check.location().isEmpty() ? "" : " <code>" + Markup.escaped(check.location()) + "</code>";
        html.append("<tr><td class=\"%s\">%s %s</td><td><code>%s</code></td><td>%s%s</td></tr>%n"
                .formatted(
                        status,
                        mark(check.status()),
                        status,
                        Markup.escaped(check.id()),
                        Markup.escaped(check.detail()),
                        place));
    }

    private static String mark(String status) {
        return switch (status) {
            case "pass" -> "✓";
            case "fail" -> "✗";
            case "skipped" -> "–";
            default -> "?";
        };
    }

    private static void trust(StringBuilder html, TrustFile trust) {
        html.append(
                "<p>Rests on the trust anchors in <code>%s</code>, SHA-256 <code>%s</code>: %d witnesses, quorum %d.</p>%n"
                        .formatted(
                                Markup.escaped(trust.file().toString()),
                                Markup.escaped(trust.digest()),
                                trust.anchors().witnesses().size(),
                                trust.anchors().quorum()));
    }
}
