// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/modeldelegate.h"

#include "ui/models/modelsmodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::ModelsModel;

namespace
{

constexpr int starSize = 14;

/// One line: @p left gives way before @p right does.
void drawLine(QPainter *painter, const QRect &line, const QString &left, const QFont &leftFont,
              const QColor &leftInk, const QString &right, const QFont &rightFont, const QColor &rightInk)
{
    const QFontMetrics rightMetrics(rightFont);
    // One more than measured: the advance is rounded, and an elision for a fraction would cost a word.
    const int rightWidth = std::min(rightMetrics.horizontalAdvance(right) + 1, line.width() * 3 / 5);
    const QRect rest = line.adjusted(0, 0, -rightWidth - (right.isEmpty() ? 0 : metrics::space), 0);
    painter->setFont(leftFont);
    painter->setPen(leftInk);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(leftFont).elidedText(left, Qt::ElideMiddle, rest.width()));
    painter->setFont(rightFont);
    painter->setPen(rightInk);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                      rightMetrics.elidedText(right, Qt::ElideRight, rightWidth));
}

} // namespace

void ModelDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QString id = index.data().toString();
    const bool isTyped = index.data(ModelsModel::TypedRole).toBool();
    const QString name = isTyped ? tr("Use this id as typed") : index.data(ModelsModel::NameRole).toString();
    const QString hint = index.data(ModelsModel::HintRole).toString();

    painter->save();
    painter->fillRect(option.rect, selected ? t.selection : t.raised);
    QRect box = option.rect.adjusted(metrics::margin, metrics::gap, -metrics::margin, -metrics::gap);
    if (index.data(ModelsModel::FavouriteRole).toBool())
        icon(QStringLiteral("star")).paint(painter, box.left(), box.top() + 2, starSize, starSize);
    box.setLeft(box.left() + starSize + metrics::space);
    const QString below = hint.isEmpty() ? index.data(ModelsModel::FactsRole).toString() : hint;
    const bool hasTwoLines = !name.isEmpty() || !below.isEmpty();
    const int lineHeight = hasTwoLines ? box.height() / 2 : box.height();
    const QFont small = smallFont(option.font);
    QString aside = index.data(ModelsModel::ScopeRole).toString();
    if (index.data(ModelsModel::RecentRole).toBool())
        aside = aside.isEmpty() ? tr("recent") : tr("%1, recent").arg(aside);
    const QRect line(box.left(), box.top(), box.width(), lineHeight);
    drawLine(painter, line, name.isEmpty() ? id : name, option.font, t.text, aside, small, t.muted);
    if (hasTwoLines)
        drawLine(painter, line.translated(0, lineHeight), name.isEmpty() ? QString() : id,
                 smallMonospaceFont(option.font), t.muted, below, small,
                 hint.isEmpty() ? t.muted : t.amberText);
    painter->restore();
}

QSize ModelDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, QFontMetrics(option.font).height() + QFontMetrics(smallMonospaceFont(option.font)).height() +
                     3 * metrics::gap};
}

} // namespace outcrop::ui::shell
