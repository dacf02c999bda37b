// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/selectiontext.h"

#include "core/json/json.h"
#include "ui/markdown/plaintext.h"
#include "ui/models/transcriptmodel.h"
#include "ui/transcript/rowlayouts.h"
#include "ui/transcript/sourcewords.h"

#include <QMimeData>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

using Kind = models::TranscriptBlock::Kind;

QString fenced(const QString &text, QLatin1StringView info)
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + info + u'\n' + text + u'\n' + fence;
}

SelectionText verbatim(const QString &label, const QString &text)
{
    SelectionText result;
    result.plain = label.isEmpty() ? text : label + u'\n' + text;
    result.markdown = (label.isEmpty() ? QString() : u"**"_s + label + u"**\n\n"_s) + fenced(text, {});
    result.html = u"<p>"_s + label.toHtmlEscaped() + u"</p><pre>"_s + text.toHtmlEscaped() + u"</pre>"_s;
    return result;
}

void append(SelectionText &all, const SelectionText &more, QLatin1StringView separator)
{
    if (more.plain.isEmpty())
        return;
    if (!all.plain.isEmpty()) {
        all.plain += separator;
        all.markdown += u"\n\n";
    }
    all.plain += more.plain;
    all.markdown += more.markdown;
    all.html += more.html;
}

SelectionText markdownText(const QString &text)
{
    return {markdown::plainText(text), text, markdown::toHtml(text)};
}

/// Words of ours and lines of the block's, as they are.
SelectionText lineText(const QStringList &lines, bool boldFirst)
{
    QStringList html;
    QStringList marked;
    for (const QString &line : lines) {
        const bool bold = boldFirst && html.isEmpty();
        html << (bold ? u"<b>"_s + line.toHtmlEscaped() + u"</b>"_s : line.toHtmlEscaped());
        marked << (bold ? u"**"_s + line + u"**"_s : line);
    }
    return {lines.join(u'\n'), marked.join(u"  \n"), u"<p>"_s + html.join(u"<br>") + u"</p>"_s};
}

SelectionText guardedText(const models::TranscriptBlock &block)
{
    QStringList label{guardedLabel()};
    for (const QString &qualifier : block.qualifiers)
        label << qualifierWords(qualifier);
    SelectionText all = lineText({label.join(u" · ")}, true);
    if (block.media.isNull())
        append(all, markdownText(block.text), "\n"_L1);
    else
        append(all, lineText({u"["_s + block.name + u']'}, false), "\n"_L1);
    return all;
}

SelectionText searchResultText(const models::TranscriptBlock &block)
{
    const models::SourceReference self = block.sources.empty() ? models::SourceReference() : block.sources[0];
    QStringList head{searchResultLabel(), self.title, self.source, citableWords(block.citable)};
    head.removeAll(QString());
    SelectionText all = lineText(head, true);
    append(all, lineText(block.text.split(u'\n'), false), "\n\n"_L1);
    return all;
}

/// @p firstSource is the number of its first source in the message.
SelectionText citedText(const models::TranscriptBlock &block, int firstSource)
{
    SelectionText all = markdownText(block.text);
    QString marks;
    QStringList lines;
    for (int i = 0; i < int(block.sources.size()); ++i) {
        const QString mark = u"[%1]"_s.arg(firstSource + i);
        marks += mark;
        QStringList said = sourceLines(block.sources[size_t(i)]);
        said.front().prepend(mark + u' ');
        lines << said;
    }
    for (QString *form : {&all.plain, &all.markdown, &all.html})
        *form += u' ' + marks;
    if (!lines.isEmpty())
        append(all, lineText(lines, false), "\n"_L1);
    return all;
}

/// Also what of the block is known by its JSON only.
SelectionText withRest(SelectionText text, const models::TranscriptBlock &block)
{
    if (!block.rest.isEmpty())
        append(text, verbatim({}, block.rest), "\n\n"_L1);
    return text;
}

SelectionText blockText(const models::TranscriptBlock &block, int firstSource)
{
    switch (block.kind) {
    case Kind::Text:
    case Kind::Reasoning:
        return markdownText(block.text);
    case Kind::Guarded:
        return withRest(guardedText(block), block);
    case Kind::SearchResult:
        return withRest(searchResultText(block), block);
    case Kind::Cited:
        return withRest(citedText(block, firstSource), block);
    case Kind::ToolUse:
    case Kind::ToolResult:
        return verbatim(block.name.isEmpty() ? block.id : block.name + u' ' + block.id, block.text);
    case Kind::Image:
    case Kind::Document: {
        const QString name = u"["_s + block.name + u']';
        return {name, name, name.toHtmlEscaped()};
    }
    case Kind::CachePoint:
        return {};
    case Kind::Unknown:
        return verbatim(block.name, QString::fromUtf8(block.json));
    }
    Q_UNREACHABLE();
}

SelectionText escaped(const QString &text)
{
    QString html = text.toHtmlEscaped();
    html.replace(u'\n', u"<br>"_s);
    return {text, text, html};
}

/// What of one item is selected; @p whole is set when that is everything.
QString selectedOf(const BlockItem &item, int row, int index, const SelectedRange &range, bool *whole)
{
    QString text;
    *whole = true;
    QChar separator;
    for (int i = 0; i < item.boxCount(); ++i) {
        const markdown::TextBox &box = *item.box(i).box;
        const markdown::CharRange part = range.of(row, index, i, box.length());
        const bool inside = range.from <= TextPosition{row, index, i, 0} &&
                            TextPosition{row, index, i, box.length()} <= range.to;
        *whole = *whole && inside;
        if (part.isEmpty() && !inside)
            continue;
        if (!text.isEmpty() && !separator.isNull())
            text += separator;
        text += box.text().sliced(part.from, std::max(0, part.to - part.from));
        separator = item.separatorAfter(i);
    }
    return text;
}

SelectionText partOfRow(const models::TranscriptTurn &turn, const TurnLayout &layout, int row,
                        const SelectedRange &range)
{
    SelectionText all;
    for (int i = 0; i < layout.itemCount(); ++i) {
        const BlockItem &item = layout.item(i);
        bool whole = false;
        const QString text = selectedOf(item, row, i, range, &whole);
        const int block = layout.blockOfItem(i);
        if (item.boxCount() == 0)
            continue;
        if (whole && block >= 0)
            append(all, blockText(turn.blocks[size_t(block)], firstSourceOf(turn, block)), "\n\n"_L1);
        else
            append(all, escaped(text), "\n\n"_L1);
    }
    return all;
}

SelectionText withRole(const models::TranscriptTurn &turn, SelectionText text)
{
    const QString role = spokenRole(turn.role);
    text.plain = role + u":\n"_s + text.plain;
    text.markdown = u"### "_s + role + u"\n\n"_s + text.markdown;
    text.html = u"<h3>"_s + role.toHtmlEscaped() + u"</h3>"_s + text.html;
    return text;
}

} // namespace

SelectionText messageText(const models::TranscriptTurn &turn)
{
    SelectionText all;
    for (size_t block = 0; block < turn.blocks.size(); ++block)
        append(all, blockText(turn.blocks[block], firstSourceOf(turn, int(block))), "\n\n"_L1);
    if (turn.error)
        append(all, escaped(turn.error->message), "\n\n"_L1);
    return all;
}

SelectionText selectionText(const models::TranscriptModel &model, RowLayouts &rows,
                            const SelectedRange &range)
{
    SelectionText all;
    const bool several = range.from.row != range.to.row;
    for (int row = range.from.row; row <= std::min(range.to.row, model.rowCount() - 1); ++row) {
        const models::TranscriptTurn &turn = model.turn(row);
        const bool startsInside = row == range.from.row && range.from > TextPosition{row, 0, 0, 0};
        const bool endsInside = row == range.to.row && range.to.item < (1 << 20);
        SelectionText part =
            startsInside || endsInside ? partOfRow(turn, rows.laidOut(row), row, range) : messageText(turn);
        if (part.plain.isEmpty())
            continue;
        append(all, several ? withRole(turn, std::move(part)) : part, "\n\n"_L1);
    }
    return all;
}

QByteArray messageJson(const models::TranscriptTurn &turn)
{
    QByteArray content;
    for (const models::TranscriptBlock &block : turn.blocks) {
        if (!content.isEmpty())
            content += ",\n    ";
        if (!block.media.isNull())
            content += json::write(block.media, json::Layout::AsWritten);
        else if (!block.json.isEmpty())
            content += block.json;
        else
            content += "{\"text\": " + json::write(json::Json(block.text)) + "}";
    }
    return "{\n  \"role\": " + json::write(json::Json(turn.role)) + ",\n  \"content\": [\n    " + content +
           "\n  ]\n}\n";
}

QMimeData *mimeDataOf(const SelectionText &text)
{
    auto *data = new QMimeData;
    data->setText(text.plain);
    data->setHtml(u"<meta charset=\"utf-8\">"_s + text.html);
    data->setData(u"text/markdown"_s, text.markdown.toUtf8());
    return data;
}

} // namespace outcrop::ui::transcript
