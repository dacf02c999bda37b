// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/eventdelegate.h"

#include "ui/models/eventsmodel.h"
#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::inspector
{

using namespace widgets;
using models::EventsModel;

namespace
{

QColor inkOf(const Tokens &t, const QModelIndex &index, const QString &text)
{
    if (index.column() == EventsModel::Crc)
        return text == QStringLiteral("ok") ? t.okText : t.errorText;
    return index.data(EventsModel::ProblemRole).toBool() ? t.errorText : t.text;
}

} // namespace

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QString text = index.data().toString();
    const QRect words = option.rect.adjusted(metrics::space, 0, -metrics::space, -1);
    const bool right = index.column() >= EventsModel::Milliseconds;
    painter->save();
    painter->fillRect(option.rect, selected ? t.selection : t.surface);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, t.lineSoft);
    painter->setFont(option.font);
    painter->setPen(inkOf(t, index, text));
    const QFontMetrics metrics(option.font);
    painter->drawText(words, int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                      metrics.elidedText(text, Qt::ElideRight, words.width()));
    const QString detail = index.data(EventsModel::DetailRole).toString();
    if (index.column() == EventsModel::Event && !detail.isEmpty()) {
        const QRect rest = words.adjusted(metrics.horizontalAdvance(text + u' '), 0, 0, 0);
        painter->setPen(selected ? t.muted : t.faint);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(detail, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

} // namespace outcrop::ui::inspector
