// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/eventrow.h"

#include <QAbstractTableModel>

#include <vector>

namespace outcrop::ui::models
{

/// The frames of one exchange, in order. Grows while they arrive; 100 000 rows are no burden.
///
/// Columns as in Column. Qt::DisplayRole: text ("+ms" in whole milliseconds since the request began, "-"
/// where it was not measured). DetailRole: QString after the event's name. ProblemRole: bool.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Index, Event, Milliseconds, Bytes, Crc, ColumnCount };
    enum Role { DetailRole = Qt::UserRole + 1, ProblemRole };

    using QAbstractTableModel::QAbstractTableModel;

    void append(const std::vector<EventRow> &rows);
    void clear();
    /// Other rows from another exchange.
    void replaceAll(const std::vector<EventRow> &rows);

    const EventRow &row(int index) const { return m_rows[size_t(index)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<EventRow> m_rows;
};

} // namespace outcrop::ui::models
