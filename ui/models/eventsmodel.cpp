// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/eventsmodel.h"

#include <array>

namespace outcrop::ui::models
{

namespace
{

constexpr std::array<QLatin1StringView, EventsModel::ColumnCount> headings{
    QLatin1StringView("#"), QLatin1StringView("event"), QLatin1StringView("+ms"), QLatin1StringView("bytes"),
    QLatin1StringView("crc")};

QString displayText(const EventRow &row, int column)
{
    switch (column) {
    case EventsModel::Index:
        return QString::number(row.index);
    case EventsModel::Event:
        return row.name;
    case EventsModel::Milliseconds:
        return row.sinceStart
                   ? QString::number(
                         std::chrono::duration_cast<std::chrono::milliseconds>(*row.sinceStart).count())
                   : QStringLiteral("-");
    case EventsModel::Bytes:
        return QString::number(row.bytes);
    case EventsModel::Crc:
        return row.crcOk ? QStringLiteral("ok") : QStringLiteral("bad");
    default:
        return {};
    }
}

} // namespace

void EventsModel::append(const std::vector<EventRow> &rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void EventsModel::clear()
{
    if (m_rows.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_rows.clear();
    endRemoveRows();
}

void EventsModel::replaceAll(const std::vector<EventRow> &rows)
{
    clear();
    append(rows);
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EventRow &entry = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(entry, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Event && !entry.detail.isEmpty()
                   ? QStringLiteral("%1 %2").arg(entry.name, entry.detail)
                   : displayText(entry, index.column());
    case DetailRole:
        return entry.detail;
    case ProblemRole:
        return entry.isProblem;
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Milliseconds ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(QString(headings[size_t(section)])) : QVariant();
}

} // namespace outcrop::ui::models
