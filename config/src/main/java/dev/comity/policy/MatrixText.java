package dev.comity.policy;

import dev.comity.policy.PolicyMatrix.Access;

/** The words of the matrix page, in English and Chinese, for somebody who has never seen one. */
final class MatrixText {

    static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="%s">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Who may see what</title>
            <style>%s</style>
            </head>
            <body>
            <header>
            <h1>Who may see what <span class="zh" lang="zh">谁可以看到什么</span></h1>
            """;

    static final String LEAD = """
            <p class="lead">Public agencies share records with each other under written agreements. Each table below is one kind
            of record: its fields are the rows, the agencies the columns. A square says whether that agency may see that field,
            and the small number says under which agreement, listed below the table. What no agreement names is withheld.
            As of %s.</p>
            <p class="lead zh" lang="zh">各机构依据书面协议共享记录。下面每张表是一类记录：行是字段，列是机构。
            格子表示该机构能否看到该字段，小号数字表示依据表下的第几份协议。协议没有写明的字段一律不提供。</p>
            <dl class="legend">
            <dt><span class="released">R</span></dt><dd>released: the agency sees the field <span class="zh" lang="zh">提供：该机构可以看到此字段</span></dd>
            <dt><span class="derived">D</span></dt><dd>derived only: it sees something computed from the field (an age band, a pseudonym), never the field itself <span class="zh" lang="zh">仅派生值：只能看到由此字段计算出的值，看不到原值</span></dd>
            <dt><span class="withheld">–</span></dt><dd>withheld: it sees nothing of the field <span class="zh" lang="zh">不提供</span></dd>
            <dt><span class="source">S</span></dt><dd>source: the record comes from this agency <span class="zh" lang="zh">来源：记录由该机构提供</span></dd>
            <dt><span>c</span></dt><dd>after a letter: only for records that meet the agreement's conditions <span class="zh" lang="zh">仅限符合协议条件的记录</span></dd>
            <dt><span>q</span></dt><dd>after a letter: only in answer to a request <span class="zh" lang="zh">仅在应答请求时提供</span></dd>
            <dt><span>S0–S4</span></dt><dd>how sensitive the field is, from public (S0) to most sensitive (S4) <span class="zh" lang="zh">字段的敏感级，S0 为公开，S4 为最敏感</span></dd>
            </dl>
            """;

    static final String NOBODY = """
            <p class="none">No agreement speaks of these records: every field is withheld from everybody.
            <span lang="zh">没有任何协议涉及这类记录：对所有机构均不提供。</span></p>
            """;

    static final String ONLY_WHERE = "<br>only where <span class=\"zh\" lang=\"zh\">管辖条件</span> <code>%s</code>";

    static final String ONLY_WHEN = "<br>only when <span class=\"zh\" lang=\"zh\">提供条件</span> <code>%s</code>";

    static final String END = """
            <footer>Configuration <code>%s</code> (SHA-256). An agreement is in force only with the signatures of both agencies;
            this page shows what is written, signed or not. <span lang="zh">协议须经双方签名才生效；本页展示的是文本内容，不论是否已签名。</span></footer>
            </body>
            </html>
            """;

    private MatrixText() {}

    static String letter(Access access) {
        return switch (access) {
            case RELEASED -> "R";
            case DERIVED -> "D";
            case WITHHELD -> "–";
            case SOURCE -> "S";
        };
    }

    static String words(Access access) {
        return switch (access) {
            case RELEASED -> "released 提供";
            case DERIVED -> "derived only 仅派生值";
            case WITHHELD -> "withheld 不提供";
            case SOURCE -> "source 来源";
        };
    }
}
