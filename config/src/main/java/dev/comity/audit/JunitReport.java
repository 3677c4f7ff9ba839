package dev.comity.audit;

import dev.comity.command.Report;

/** A report as build servers read it: each check a test case; what could not be judged is an error, not a failure. */
final class JunitReport {

    private JunitReport() {}

    static String of(String subject, Report report) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">%n"
                .formatted(
                        Markup.escaped(subject),
                        report.checks().size(),
                        count(report, "fail"),
                        count(report, "unknown"),
                        count(report, "skipped")));
        report.checks().forEach(check -> testCase(xml, check));
        return xml.append("</testsuite>\n").toString();
    }

    private static long count(Report report, String status) {
        return report.checks().stream()
                .filter(check -> check.status().equals(status))
                .count();
    }

    private static void testCase(StringBuilder xml, Report.Item check) {
        xml.append("  <testcase classname=\"comity.audit\" name=\"%s\">".formatted(Markup.escaped(check.id())));
        String element = switch (check.status()) {
            case "pass" -> "";
            case "fail" -> "failure";
            case "skipped" -> "skipped";
            default -> "error";
        };
        if (!element.isEmpty()) {
            String place = check.location().isEmpty() ? "" : check.location() + ": ";
            xml.append("<%s message=\"%s\"/>".formatted(element, Markup.escaped(place + check.detail())));
        }
        xml.append("</testcase>\n");
    }
}
