// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/attachdialog.h"

#include <QObject>

class QMimeData;

namespace outcrop::ui::editors
{

/// Takes files that are dropped on fields or pasted into them, which would take their addresses as text.
class FileDrops : public QObject
{
    Q_OBJECT

public:
    /// @p owner takes drops beside the fields too, and must live longer.
    FileDrops(QWidget *owner, TakeFile take);

    void watch(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeFrom(const QMimeData *data);

    QWidget *m_owner;
    TakeFile m_take;
};

} // namespace outcrop::ui::editors
