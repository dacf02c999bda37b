// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace outcrop::ui::requestdock
{

/// A row of models::BranchTreeModel: who, with what became of it, above the first words; deeper by a step for
/// each fork that leads there. What is not on the branch is muted, the branch has an edge.
class BranchDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace outcrop::ui::requestdock
