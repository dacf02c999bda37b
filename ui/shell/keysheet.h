// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace outcrop::ui::shell
{

class Actions;

/// Every command that has a key, by group.
class KeySheet : public QDialog
{
    Q_OBJECT

public:
    explicit KeySheet(const Actions *actions, QWidget *parent = nullptr);
};

} // namespace outcrop::ui::shell
