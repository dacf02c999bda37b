// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/textlabel.h"

namespace outcrop::ui::editors
{

/// What the lint says about a row of the editors; empty text: nothing.
struct RowMark {
    QString text;
    bool certain = false; ///< the service refuses it, whatever the model
    QString rule;

    friend bool operator==(const RowMark &, const RowMark &) = default;
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
