// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/conversationsmodel.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace outcrop::ui::models
{

using conversation::LibraryEntry;

namespace
{

/// Asked for each row, so not from the time zone each time.
QDate today()
{
    using Clock = std::chrono::steady_clock;
    static QDate date;
    static Clock::time_point until{};
    if (Clock::now() > until) {
        date = QDate::currentDate();
        until = Clock::now() + std::chrono::seconds(10);
    }
    return date;
}

ConversationsModel::Section sectionOf(QDate modified)
{
    constexpr int week = 7;
    const qint64 days = modified.daysTo(today());
    return days <= 0     ? ConversationsModel::Section::Today
           : days < week ? ConversationsModel::Section::ThisWeek
                         : ConversationsModel::Section::Earlier;
}

} // namespace

int ConversationsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant ConversationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &known = m_entries[static_cast<size_t>(index.row())];
    const LibraryEntry &entry = known.file;
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case PathRole:
        return entry.path;
    case ModifiedRole:
        return entry.modified;
    case OpenRole:
        return m_open.contains(entry.path);
    case CurrentRole:
        return entry.path == m_current;
    case RunningRole:
        return m_running.contains(entry.path);
    case SectionRole:
        return QVariant::fromValue(sectionOf(known.day));
    default:
        return {};
    }
}

int ConversationsModel::rowOf(const QString &path) const
{
    const auto found =
        std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.file.path == path; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

void ConversationsModel::setEntries(const std::vector<LibraryEntry> &entries)
{
    if (m_entries.empty() && !entries.empty()) {
        beginInsertRows({}, 0, static_cast<int>(entries.size()) - 1);
        std::ranges::transform(entries, std::back_inserter(m_entries), &ConversationsModel::made);
        endInsertRows();
        return;
    }
    QSet<QString> wanted;
    for (const LibraryEntry &entry : entries)
        wanted.insert(entry.path);
    for (auto row = static_cast<int>(m_entries.size()) - 1; row >= 0; --row) {
        if (wanted.contains(m_entries[static_cast<size_t>(row)].file.path))
            continue;
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
    for (size_t row = 0; row < entries.size(); ++row)
        place(row, entries[row]);
}

// Rows before @p row are right already.
void ConversationsModel::place(size_t row, const LibraryEntry &entry)
{
    const int to = static_cast<int>(row);
    if (row >= m_entries.size() || m_entries[row].file.path != entry.path) {
        const int from = rowOf(entry.path);
        if (from < 0) {
            beginInsertRows({}, to, to);
            m_entries.insert(m_entries.begin() + to, made(entry));
            endInsertRows();
            return;
        }
        beginMoveRows({}, from, from, {}, to);
        std::rotate(m_entries.begin() + to, m_entries.begin() + from, m_entries.begin() + from + 1);
        endMoveRows();
    }
    if (m_entries[row].file == entry)
        return;
    m_entries[row] = made(entry);
    Q_EMIT dataChanged(index(to), index(to));
}

void ConversationsModel::setSessions(const QSet<QString> &open, const QString &current,
                                     const QSet<QString> &running)
{
    QSet<QString> touched = m_open + open + m_running + running;
    touched << m_current << current;
    m_open = open;
    m_current = current;
    m_running = running;
    for (const QString &path : std::as_const(touched)) {
        if (const int row = rowOf(path); row >= 0)
            Q_EMIT dataChanged(index(row), index(row), {OpenRole, CurrentRole, RunningRole});
    }
}

} // namespace outcrop::ui::models
