// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/verbatimtext.h"

#include "core/json/json.h"
#include "ui/markdown/jsonformats.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

constexpr int foldedLines = 14;
constexpr qsizetype foldedChars = 2'000;
constexpr int linesPerBox = 24;
constexpr qsizetype charsPerBox = 8'000;

/// The end of the next piece: after some lines, or inside a line that is too long.
qsizetype pieceEnd(QStringView text, qsizetype from, int lines, qsizetype chars)
{
    qsizetype at = from;
    for (int line = 0; line < lines && at < text.size(); ++line) {
        const qsizetype end = text.indexOf(u'\n', at);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        if (next - from > chars) {
            if (line > 0)
                return at;
            at = from + chars;
            return text[at - 1].isHighSurrogate() ? at - 1 : at;
        }
        at = next;
    }
    return at;
}

QString scalar(const json::Json &value)
{
    return QString::fromUtf8(json::write(value, json::Layout::Compact));
}

bool isFlat(const json::Json &value)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.at(i).isObject() || value.at(i).isArray())
            return false;
    }
    return true;
}

/// `{ "a": 1,` newline `  "b": 2 }`: the form of the tool cards in the target.
QString hugged(const json::Json &value, QStringView separator)
{
    if (value.size() == 0)
        return value.isObject() ? QStringLiteral("{}") : QStringLiteral("[]");
    QString text = value.isObject() ? QStringLiteral("{ ") : QStringLiteral("[ ");
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (i > 0)
            text += separator;
        if (value.isObject())
            text += scalar(json::Json(value.keyAt(i))) + u": "_s;
        text += scalar(value.at(i));
    }
    return text + (value.isObject() ? u" }"_s : u" ]"_s);
}

} // namespace

QString readableJson(const QString &text, int columns)
{
    constexpr qsizetype mostFormatted = 200'000; // beyond, formatting is not worth its time
    if (text.size() > mostFormatted)
        return text;
    const auto parsed = json::parse(text.toUtf8());
    if (!parsed)
        return text;
    const json::Json &value = parsed.value();
    if (!value.isObject() && !value.isArray())
        return text;
    if (isFlat(value)) {
        const QString line = hugged(value, u", ");
        if (line.size() <= columns)
            return line;
        constexpr qsizetype fewMembers = 6;
        if (value.size() <= fewMembers)
            return hugged(value, u",\n  ");
    }
    return QString::fromUtf8(json::write(value, json::Layout::Pretty));
}

VerbatimText::VerbatimText(QStringView text, Look look, bool unfolded, const TranscriptStyle &style)
    : m_prose(look == Look::Prose)
{
    while (text.endsWith(u'\n'))
        text.chop(1);
    const qsizetype fold = pieceEnd(text, 0, foldedLines, foldedChars);
    m_long = fold < text.size();
    const QStringView shown = m_long && !unfolded ? text.first(fold) : text;
    if (shown.size() < text.size())
        m_hiddenLines = text.sliced(fold).count(u'\n') + 1;
    for (qsizetype at = 0; at < shown.size();) {
        const qsizetype end = pieceEnd(shown, at, linesPerBox, charsPerBox);
        QStringView piece = shown.sliced(at, end - at);
        if (piece.endsWith(u'\n'))
            piece.chop(1);
        m_boxes.emplace_back(piece.toString(), m_prose ? style.text.body : style.text.mono, style.text.text,
                             look == Look::Json ? markdown::jsonFormats(piece, style.text)
                                                : std::vector<markdown::TextBox::Format>());
        at = end;
    }
}

void VerbatimText::layout(const TranscriptStyle &style, qreal width)
{
    m_height = 0;
    for (markdown::TextBox &box : m_boxes) {
        box.layout(width, m_prose ? style.text.lineHeight : style.text.monoLineHeight,
                   QTextOption::WrapAtWordBoundaryOrAnywhere);
        box.position = {0, m_height};
        m_height += box.height();
    }
}

qreal VerbatimText::usedWidth() const
{
    qreal width = 0;
    for (const markdown::TextBox &box : m_boxes)
        width = std::max(width, box.usedWidth());
    return width;
}

void VerbatimText::paint(const PaintContext &context, QPointF origin, int firstBox) const
{
    for (size_t i = 0; i < m_boxes.size(); ++i) {
        const markdown::TextBox &box = m_boxes[i];
        const qreal top = origin.y() + box.position.y();
        if (top <= context.clip.bottom() && top + box.height() >= context.clip.top())
            box.paint(context.painter, origin, context.clip, context.style.text,
                      context.selectionOf ? context.selectionOf(firstBox + int(i)) : markdown::CharRange());
    }
}

} // namespace outcrop::ui::transcript
