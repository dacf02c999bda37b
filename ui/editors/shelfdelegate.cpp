// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/shelfdelegate.h"

#include "ui/models/shelfmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::ShelfModel;

void ShelfDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, t.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, t.sunken);
    const QRect box = option.rect.adjusted(metrics::space, metrics::gap, -metrics::space, -metrics::gap);
    const QFontMetrics names(option.font);
    painter->setFont(option.font);
    painter->setPen(t.text);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignTop,
                      names.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    const bool broken = !index.data(ShelfModel::ProblemRole).toString().isEmpty();
    const QFont small = smallFont(option.font);
    painter->setFont(small);
    painter->setPen(broken ? t.errorText : t.muted);
    const QString line = broken ? tr("cannot be used") : index.data(ShelfModel::SummaryRole).toString();
    painter->drawText(box, Qt::AlignLeft | Qt::AlignBottom,
                      QFontMetrics(small).elidedText(line, Qt::ElideRight, box.width()));
    painter->restore();
}

QSize ShelfDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height() +
                     2 * metrics::gap};
}

} // namespace outcrop::ui::editors
