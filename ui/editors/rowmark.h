// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/textlabel.h"

#include <QModelIndex>

namespace outcrop::ui::editors
{

/// What the lint says about a row of the editors; empty text: nothing.
struct RowMark {
    QString text;
    bool certain = false; ///< the service refuses it, whatever the model
    QString rule;

    friend bool operator==(const RowMark &, const RowMark &) = default;
};

/// What an edit leaves of the cached prefix, in small amber words below the row it begins with; hidden where
/// it does not (models::BlockKeptRole).
class KeptLabel : public widgets::TextLabel
{
    Q_OBJECT

public:
    explicit KeptLabel(QWidget *parent = nullptr);

    void show(const QModelIndex &index);
};

/// Says so below the row in small words, red or amber.
class MarkLabel : public widgets::TextLabel
{
    Q_OBJECT

public:
    explicit MarkLabel(QWidget *parent = nullptr);

    void setMark(const RowMark &mark);
    const RowMark &mark() const { return m_mark; }

private:
    RowMark m_mark;
};

} // namespace outcrop::ui::editors
