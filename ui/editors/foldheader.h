// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace outcrop::ui::editors
{

/// The heading of a group that folds: checked while it is open. Space folds as on any button, and so do
/// Enter and Return.
class FoldHeader : public QToolButton
{
    Q_OBJECT

public:
    explicit FoldHeader(QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace outcrop::ui::editors
