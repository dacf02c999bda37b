// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/connectionsmodel.h"

#include <algorithm>

namespace outcrop::ui::models
{

int ConnectionsModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const ConnectionRow &row) { return row.name == name; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void ConnectionsModel::put(const ConnectionRow &row)
{
    const int at = rowOf(row.name);
    if (at < 0) {
        const int end = rowCount();
        beginInsertRows({}, end, end);
        m_rows.push_back(row);
        endInsertRows();
    } else if (m_rows[size_t(at)] != row) {
        m_rows[size_t(at)] = row;
        Q_EMIT dataChanged(index(at), index(at));
    }
}

void ConnectionsModel::remove(const QString &name)
{
    const int at = rowOf(name);
    if (at < 0)
        return;
    beginRemoveRows({}, at, at);
    m_rows.erase(m_rows.begin() + at);
    endRemoveRows();
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionRow &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole: // what a server said may be in it
        return row.stateText.toHtmlEscaped();
    case Qt::AccessibleDescriptionRole:
    case StateTextRole:
        return row.stateText;
    case DetailRole:
        return row.detail;
    case StateRole:
        return int(row.state);
    case ModelsRole:
        return row.models;
    default:
        return {};
    }
}

} // namespace outcrop::ui::models
