// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/plaintext.h"

#include "ui/markdown/blocksplitter.h"
#include "ui/markdown/inlineparser.h"
#include "ui/markdown/linecursor.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace outcrop::ui::markdown
{

namespace
{

/// The rows of a table without the delimiter row.
QList<QStringList> tableRows(const Leaf &leaf)
{
    QList<QStringList> rows;
    const QStringList lines = leaf.text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i != 1)
            rows.append(tableCells(lines[i]));
    }
    return rows;
}

QString plainLeaf(const Leaf &leaf)
{
    switch (leaf.kind) {
    case Leaf::Kind::Code:
    case Leaf::Kind::Plain:
        return leaf.text;
    case Leaf::Kind::Rule:
        return u"---"_s;
    case Leaf::Kind::Table: {
        QStringList lines;
        for (const QStringList &row : tableRows(leaf)) {
            QStringList cells;
            for (const QString &cell : row)
                cells << parseInline(cell).text;
            lines << cells.join(u'\t');
        }
        return lines.join(u'\n');
    }
    default:
        return parseInline(leaf.text).text;
    }
}

QString htmlInline(QStringView source)
{
    const InlineText parsed = parseInline(source);
    QString html;
    qsizetype at = 0;
    const auto escaped = [](QStringView text) {
        return text.toString().toHtmlEscaped().replace(u'\n', u"<br>"_s);
    };
    for (const Span &span : parsed.spans) {
        html += escaped(QStringView(parsed.text).sliced(at, span.start - at));
        QString text = escaped(QStringView(parsed.text).sliced(span.start, span.length));
        const auto wrap = [&text](QLatin1StringView tag) {
            text = u'<' + tag + u'>' + text + u"</"_s + tag + u'>';
        };
        if (span.style & Span::Code)
            wrap("code"_L1);
        if (span.style & Span::Strike)
            wrap("s"_L1);
        if (span.style & Span::Italic)
            wrap("em"_L1);
        if (span.style & Span::Bold)
            wrap("strong"_L1);
        if (span.link >= 0)
            text = u"<a href=\""_s + parsed.links[size_t(span.link)].toHtmlEscaped() + u"\">"_s + text +
                   u"</a>"_s;
        html += text;
        at = span.start + span.length;
    }
    return html + escaped(QStringView(parsed.text).sliced(at));
}

QString htmlTable(const Leaf &leaf)
{
    QString html = u"<table>"_s;
    bool header = true;
    for (const QStringList &row : tableRows(leaf)) {
        html += u"<tr>";
        for (const QString &cell : row)
            html += (header ? u"<th>"_s : u"<td>"_s) + htmlInline(cell) + (header ? u"</th>"_s : u"</td>"_s);
        html += u"</tr>";
        header = false;
    }
    return html + u"</table>"_s;
}

QString htmlLeaf(const Leaf &leaf)
{
    switch (leaf.kind) {
    case Leaf::Kind::Code:
    case Leaf::Kind::Plain:
        return u"<pre>"_s + leaf.text.toHtmlEscaped() + u"</pre>"_s;
    case Leaf::Kind::Rule:
        return u"<hr>"_s;
    case Leaf::Kind::Table:
        return htmlTable(leaf);
    case Leaf::Kind::Heading:
        return u"<h%1>%2</h%1>"_s.arg(leaf.level).arg(htmlInline(leaf.text));
    case Leaf::Kind::Paragraph:
        return u"<p>"_s + (leaf.marker.isEmpty() ? QString() : leaf.marker.toHtmlEscaped() + u' ') +
               htmlInline(leaf.text) + u"</p>"_s;
    }
    Q_UNREACHABLE();
}

qsizetype quoteDepth(const Leaf &leaf)
{
    return std::ranges::count(leaf.path, Container::Kind::Quote, &Container::kind);
}

} // namespace

QString plainText(QStringView source)
{
    QString text;
    bool first = true;
    for (const Leaf &leaf : splitAll(source)) {
        if (!std::exchange(first, false) && !leaf.sameLine)
            text += leaf.gap == Leaf::Gap::Normal && !leaf.continues ? u"\n\n"_s : u"\n"_s;
        QString indent;
        for (const Container &container : leaf.path)
            indent += container.kind == Container::Kind::Quote ? u"> "_s : u"  "_s;
        QString shown = plainLeaf(leaf);
        if (!leaf.marker.isEmpty()) {
            shown.prepend(leaf.marker + u' ');
            indent.chop(2);
        }
        if (!indent.isEmpty() && !leaf.sameLine)
            shown = indent + shown.replace(u'\n', u'\n' + indent);
        text += shown;
    }
    return text;
}

QString toHtml(QStringView source)
{
    QString html;
    qsizetype quotes = 0;
    for (const Leaf &leaf : splitAll(source)) {
        const qsizetype depth = quoteDepth(leaf);
        for (; quotes < depth; ++quotes)
            html += u"<blockquote>";
        for (; quotes > depth; --quotes)
            html += u"</blockquote>";
        html += htmlLeaf(leaf);
    }
    for (; quotes > 0; --quotes)
        html += u"</blockquote>";
    return html;
}

} // namespace outcrop::ui::markdown
