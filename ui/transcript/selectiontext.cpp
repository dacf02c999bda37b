// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/selectiontext.h"

#include "core/json/json.h"
#include "ui/markdown/plaintext.h"
#include "ui/models/transcriptmodel.h"
#include "ui/transcript/rowlayouts.h"

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

SelectionText blockText(const models::TranscriptBlock &block)
{
    switch (block.kind) {
    case Kind::Text:
    case Kind::Reasoning:
        return {markdown::plainText(block.text), block.text, markdown::toHtml(block.text)};
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
            append(all, blockText(turn.blocks[size_t(block)]), "\n\n"_L1);
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
    for (const models::TranscriptBlock &block : turn.blocks)
        append(all, blockText(block), "\n\n"_L1);
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
