// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/popuprow.h"

#include "ui/widgets/tokens.h"

#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QVariant own = index.data(Qt::FontRole);
    return own.isValid() ? own.value<QFont>() : option.font;
}

constexpr int iconSide = 16;

/// As QComboBox marks its own.
bool isSeparator(const QModelIndex &index)
{
    return index.data(Qt::AccessibleDescriptionRole).toString() == QLatin1StringView("separator");
}

} // namespace

void PopupRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QFont font = fontOf(option, index);
    const QFontMetrics metrics(font);
    const QString aside = index.data(AsideRole).toString();
    QRect box = option.rect.adjusted(metrics::margin, 0, -metrics::margin, 0);
    painter->save();
    painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? t.selection : t.raised);
    if (isSeparator(index)) {
        painter->fillRect(box.left(), box.center().y(), box.width(), 1, t.line);
        painter->restore();
        return;
    }
    if (const auto icon = index.data(Qt::DecorationRole).value<QIcon>(); !icon.isNull()) {
        icon.paint(painter, QRect(box.left(), box.top(), iconSide, box.height()), Qt::AlignCenter,
                   enabled ? QIcon::Normal : QIcon::Disabled);
        box.setLeft(box.left() + iconSide + metrics::space);
    }
    painter->setFont(font);
    if (!aside.isEmpty()) {
        painter->setPen(t.muted);
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, aside);
        box.setRight(box.right() - metrics.horizontalAdvance(aside) - metrics::margin);
    }
    painter->setPen(enabled ? t.text : t.muted);
    painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
    painter->restore();
}

QSize PopupRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(option, index));
    const QString aside = index.data(AsideRole).toString();
    if (isSeparator(index))
        return {2 * metrics::margin, metrics::space + 1};
    int width = metrics.horizontalAdvance(index.data().toString()) + 2 * metrics::margin;
    if (!aside.isEmpty())
        width += metrics.horizontalAdvance(aside) + metrics::margin;
    if (!index.data(Qt::DecorationRole).value<QIcon>().isNull())
        width += iconSide + metrics::space;
    return {width, std::max(metrics::controlHeight, metrics.height() + metrics::space)};
}

} // namespace outcrop::ui::widgets
