// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requestdock/branchdelegate.h"

#include "core/conversation/turn.h"
#include "ui/models/branchtreemodel.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::requestdock
{

using namespace widgets;
using conversation::TurnState;
using models::BranchTreeModel;

namespace
{

constexpr int step = 14;
constexpr int deepestShown = 10; ///< further forks do not move it on: the words need room
constexpr int edge = 3;

QString roleWord(const QModelIndex &index)
{
    return index.data(BranchTreeModel::RoleRole).toString().toUpper();
}

QString stateWord(const QModelIndex &index)
{
    switch (TurnState(index.data(BranchTreeModel::StateRole).toInt())) {
    case TurnState::Complete:
        return {};
    case TurnState::Stopped:
        return BranchDelegate::tr("stopped");
    case TurnState::Incomplete:
        return BranchDelegate::tr("incomplete");
    case TurnState::Failed:
        return BranchDelegate::tr("failed");
    case TurnState::Interrupted:
        return BranchDelegate::tr("interrupted");
    }
    return {};
}

/// Behind the role: which sibling, the model, what became of it.
QString detail(const QModelIndex &index)
{
    QStringList parts;
    if (const int siblings = index.data(BranchTreeModel::SiblingsRole).toInt(); siblings > 1)
        parts.append(
            QStringLiteral("%1/%2").arg(index.data(BranchTreeModel::SiblingRole).toInt()).arg(siblings));
    parts.append(index.data(BranchTreeModel::ModelRole).toString());
    parts.append(stateWord(index));
    if (const int muted = index.data(BranchTreeModel::MutedRole).toInt(); muted > 0)
        parts.append(muted == 1 ? BranchDelegate::tr("1 block muted")
                                : BranchDelegate::tr("%1 blocks muted").arg(muted));
    if (const QString note = index.data(BranchTreeModel::NoteRole).toString(); !note.isEmpty())
        parts.append(QStringLiteral("“%1”").arg(note.simplified()));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

void paintGuides(QPainter *painter, const Tokens &t, const QRect &rect, int depth)
{
    painter->setPen(t.line);
    for (int level = 1; level <= depth; ++level) {
        const int x = rect.left() + metrics::margin + (level - 1) * step + step / 2 - 2;
        painter->drawLine(x, rect.top(), x, rect.bottom());
    }
}

} // namespace

void BranchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Tokens &t = tokensOf(option.palette);
    const QRect rect = option.rect;
    const bool chosen = index.data(BranchTreeModel::ChosenRole).toBool();
    const bool failed = index.data(BranchTreeModel::StateRole).toInt() != int(TurnState::Complete);
    const int depth = std::min(index.data(BranchTreeModel::DepthRole).toInt(), deepestShown);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(rect, t.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(rect, t.sunken);
    if (chosen)
        painter->fillRect(QRect(rect.left(), rect.top(), edge, rect.height()), t.accent);
    paintGuides(painter, t, rect, depth);

    const QRect box =
        rect.adjusted(metrics::margin + depth * step, metrics::gap, -metrics::margin, -metrics::gap);
    const QFont small = smallFont(option.font);
    const QFont role = sectionFont(option.font);
    const QFontMetrics smallMetrics(small);
    QRect head(box.left(), box.top(), box.width(), smallMetrics.height());
    painter->setFont(role);
    painter->setPen(chosen ? t.text : t.muted);
    const QString who = roleWord(index);
    painter->drawText(head, Qt::AlignLeft | Qt::AlignVCenter, who);
    head.setLeft(head.left() + QFontMetrics(role).horizontalAdvance(who) + metrics::space);
    if (index.data(BranchTreeModel::MainLineRole).toBool()) {
        const QString mark = tr("main line");
        painter->setFont(small);
        painter->setPen(t.tealText);
        painter->drawText(head, Qt::AlignRight | Qt::AlignVCenter, mark);
        head.setRight(head.right() - smallMetrics.horizontalAdvance(mark) - metrics::space);
    }
    painter->setFont(small);
    painter->setPen(failed ? t.errorText : t.muted);
    painter->drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                      smallMetrics.elidedText(detail(index), Qt::ElideRight, head.width()));

    QString words = index.data().toString();
    if (words.isEmpty())
        words = tr("no content");
    painter->setFont(option.font);
    painter->setPen(chosen ? t.text : t.muted);
    const QRect line(box.left(), head.bottom(), box.width(), box.bottom() - head.bottom());
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(option.font).elidedText(words, Qt::ElideRight, line.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize BranchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, QFontMetrics(smallFont(option.font)).height() + QFontMetrics(option.font).height() +
                     3 * metrics::gap};
}

} // namespace outcrop::ui::requestdock
