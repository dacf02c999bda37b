// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace outcrop::ui::shell
{

/// A conversation in two lines: its title, and when it was changed. Above the
/// first of a section stands its heading.
class ConversationDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// Heights in a font, kept: a list of thousands asks for each row.
    struct Heights {
        QFont font;
        int bold = 0;
        int small = 0;
        int heading = 0; ///< of a section, with its margins
    };
    const Heights &heightsIn(const QFont &font) const;

private:
    mutable Heights m_heights;
};

} // namespace outcrop::ui::shell
