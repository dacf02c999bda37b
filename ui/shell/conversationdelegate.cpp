// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conversationdelegate.h"

#include "ui/models/conversationsmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::ConversationsModel;

namespace
{

constexpr int currentEdge = 3;

ConversationsModel::Section sectionOf(const QModelIndex &index)
{
    return index.data(ConversationsModel::SectionRole).value<ConversationsModel::Section>();
}

bool beginsSection(const QModelIndex &index)
{
    return index.row() == 0 || sectionOf(index.siblingAtRow(index.row() - 1)) != sectionOf(index);
}

QString headingOf(const QModelIndex &index)
{
    switch (sectionOf(index)) {
    case ConversationsModel::Section::Today:
        return ConversationDelegate::tr("TODAY");
    case ConversationsModel::Section::ThisWeek:
        return ConversationDelegate::tr("THIS WEEK");
    case ConversationsModel::Section::Earlier:
        return ConversationDelegate::tr("EARLIER");
    }
    return {};
}

QString detailOf(const QModelIndex &index)
{
    const QDateTime modified = index.data(ConversationsModel::ModifiedRole).toDateTime();
    const QString when = sectionOf(index) == ConversationsModel::Section::Today
                             ? QLocale().toString(modified.time(), QLocale::ShortFormat)
                             : QLocale().toString(modified.date(), QLocale::ShortFormat);
    return index.data(ConversationsModel::RunningRole).toBool()
               ? ConversationDelegate::tr("%1 · answer arrives").arg(when)
               : when;
}

} // namespace

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    QRect rect = option.rect;
    painter->save();
    if (beginsSection(index)) {
        const QRect heading(rect.left() + metrics::margin, rect.top(), rect.width() - metrics::margin,
                            heightsIn(option.font).heading);
        painter->setFont(sectionFont(option.font));
        painter->setPen(t.muted);
        painter->drawText(heading, Qt::AlignLeft | Qt::AlignVCenter, headingOf(index));
        rect.setTop(rect.top() + heading.height());
    }
    const bool current = index.data(ConversationsModel::CurrentRole).toBool();
    const bool marked =
        option.state.testFlag(QStyle::State_Selected) && option.state.testFlag(QStyle::State_HasFocus);
    if (current || marked)
        painter->fillRect(rect, t.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, t.sunken);
    if (current)
        painter->fillRect(QRect(rect.left(), rect.top(), currentEdge, rect.height()), t.accent);

    const QRect box = rect.adjusted(metrics::margin, metrics::space, -metrics::space, -metrics::space);
    const QFont titleFont = current ? boldFont(option.font) : option.font;
    const QFontMetrics titleMetrics(titleFont);
    painter->setFont(titleFont);
    painter->setPen(t.text);
    painter->drawText(QRect(box.left(), box.top(), box.width(), titleMetrics.height()), Qt::AlignVCenter,
                      titleMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    painter->setFont(smallFont(option.font));
    painter->setPen(t.muted);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignBottom, detailOf(index));
    painter->restore();
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Heights &heights = heightsIn(option.font);
    const int lines = heights.bold + heights.small + 2 * metrics::space + metrics::gap;
    return {120, lines + (beginsSection(index) ? heights.heading : 0)};
}

const ConversationDelegate::Heights &ConversationDelegate::heightsIn(const QFont &font) const
{
    if (m_heights.bold == 0 || m_heights.font != font)
        m_heights = {font, QFontMetrics(boldFont(font)).height(), QFontMetrics(smallFont(font)).height(),
                     QFontMetrics(sectionFont(font)).height() + 2 * metrics::space};
    return m_heights;
}

} // namespace outcrop::ui::shell
