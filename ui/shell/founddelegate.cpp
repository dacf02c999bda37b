// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/founddelegate.h"

#include "ui/models/searchresultsmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QPainter>
#include <QTextLayout>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::SearchResultsModel;
using search::PassageKind;

namespace
{

constexpr int snippetLines = 2;

std::optional<SearchResultsModel::RowKind> kindOf(const QModelIndex &index)
{
    const QVariant kind = index.data(SearchResultsModel::RowKindRole);
    return kind.isValid() ? std::optional(kind.value<SearchResultsModel::RowKind>()) : std::nullopt;
}

/// The first row that is of no conversation's title.
bool beginsResults(const QModelIndex &index)
{
    return index.row() == 0 || !kindOf(index.siblingAtRow(index.row() - 1));
}

QList<QTextLayout::FormatRange> formatsOf(const QModelIndex &index, const Tokens &t, const QFont &font)
{
    QList<QTextLayout::FormatRange> formats;
    const auto marks = index.data(SearchResultsModel::MarksRole).value<std::vector<search::TextRange>>();
    for (const search::TextRange &mark : marks) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(mark.from);
        range.length = static_cast<int>(mark.length);
        range.format.setBackground(t.amberSoft);
        range.format.setForeground(t.amberText);
        range.format.setFontWeight(boldFont(font).weight());
        formats.append(range);
    }
    return formats;
}

void paintSnippet(QPainter &painter, const QRect &box, const QModelIndex &index, const Tokens &t,
                  const QFont &font)
{
    QTextLayout layout(index.data().toString(), font);
    QTextOption wrap(Qt::AlignLeft);
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.setFormats(formatsOf(index, t, font));
    layout.beginLayout();
    for (int i = 0; i < snippetLines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        line.setPosition(QPointF(0, i * QFontMetrics(font).height()));
    }
    layout.endLayout();
    painter.setPen(t.text);
    layout.draw(&painter, box.topLeft());
}

} // namespace

QString FoundDelegate::kindWords(const QModelIndex &index)
{
    switch (index.data(SearchResultsModel::PlaceRole).value<models::FoundPlace>().kind) {
    case PassageKind::Title:
        return tr("Title");
    case PassageKind::System:
        return tr("System");
    case PassageKind::Tool:
        return tr("Tool");
    case PassageKind::Message:
        return tr("Message");
    case PassageKind::Reasoning:
        return tr("Reasoning");
    case PassageKind::ToolCall:
        return tr("Tool call");
    case PassageKind::ToolResult:
        return tr("Tool result");
    case PassageKind::Note:
        return tr("Note");
    case PassageKind::Error:
        return tr("Error");
    case PassageKind::Draft:
        return tr("Draft");
    case PassageKind::Request:
        return tr("Request");
    case PassageKind::Raw:
        return tr("Raw");
    }
    return {};
}

void FoundDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto kind = kindOf(index);
    if (!kind) {
        ConversationDelegate::paint(painter, option, index);
        return;
    }
    const Tokens &t = tokensOf(option.palette);
    QRect rect = option.rect;
    painter->save();
    if (beginsResults(index)) {
        const QRect heading(rect.left() + metrics::margin, rect.top(), rect.width() - metrics::margin,
                            heightsIn(option.font).heading);
        painter->setFont(sectionFont(option.font));
        painter->setPen(t.muted);
        painter->drawText(heading, Qt::AlignLeft | Qt::AlignVCenter, tr("IN THE TEXTS"));
        rect.setTop(rect.top() + heading.height());
    }
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(rect, t.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, t.sunken);
    QRect box = rect.adjusted(metrics::margin, metrics::gap, -metrics::space, -metrics::gap);
    if (*kind == SearchResultsModel::RowKind::Conversation) {
        const QFont bold = boldFont(option.font);
        painter->setFont(bold);
        painter->setPen(t.text);
        painter->drawText(
            box, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    } else {
        const QFont small = smallFont(option.font);
        box.setLeft(box.left() + metrics::space);
        painter->setFont(small);
        painter->setPen(t.muted);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignTop, kindWords(index));
        box.setTop(box.top() + heightsIn(option.font).small);
        painter->setClipRect(rect);
        paintSnippet(*painter, box, index, t, small);
    }
    painter->restore();
}

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto kind = kindOf(index);
    if (!kind)
        return ConversationDelegate::sizeHint(option, index);
    const int content = *kind == SearchResultsModel::RowKind::Conversation
                            ? heightsIn(option.font).bold
                            : (1 + snippetLines) * heightsIn(option.font).small;
    return {120, content + 2 * metrics::gap + (beginsResults(index) ? heightsIn(option.font).heading : 0)};
}

} // namespace outcrop::ui::shell
