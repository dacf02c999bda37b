// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>
#include <QList>
#include <QPair>

namespace outcrop::ui::models
{

/// The header fields of one message, in the order of the wire, names as they were spelled. Two columns: name
/// and value. Values are shown as stored; secrets were masked before they were.
class HeadersModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const QList<QPair<QByteArray, QByteArray>> &headers);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<QPair<QByteArray, QByteArray>> m_headers;
};

} // namespace outcrop::ui::models
