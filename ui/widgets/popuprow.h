// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace outcrop::ui::widgets
{

/// A row of a list that drops down or is chosen from, drawn like an entry of a menu: its icon and text, and
/// what belongs to it (AsideRole, such as the keys of a command) in a column at the end of the row.
class PopupRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// A QString.
    static constexpr int AsideRole = Qt::UserRole + 100;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace outcrop::ui::widgets
