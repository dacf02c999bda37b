// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/conversationdelegate.h"

namespace outcrop::ui::shell
{

/// Paints the list of conversations while something is sought: below the conversations those with something
/// in their text, and each place with its kind and the words around it.
class FoundDelegate : public ConversationDelegate
{
    Q_OBJECT

public:
    using ConversationDelegate::ConversationDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// "Tool result", for a place row.
    static QString kindWords(const QModelIndex &index);
};

} // namespace outcrop::ui::shell
