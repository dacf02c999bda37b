// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>

namespace outcrop::ui::editors
{

/// Fields with their names before them, one a row.
class FieldGrid : public QGridLayout
{
    Q_OBJECT

public:
    FieldGrid();

    /// @p member is the name in the API; the tool tip has @p path.
    void addField(const QString &member, const QString &path, QWidget *field);
    /// Below the last field, beside its name.
    void addBelow(QWidget *widget);
};

} // namespace outcrop::ui::editors
