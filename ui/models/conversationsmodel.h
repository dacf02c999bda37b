// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/librarylist.h"

#include <QAbstractListModel>
#include <QSet>

#include <vector>

namespace outcrop::ui::models
{

/// The conversations there are, the last changed first. Meaning only.
class ConversationsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString, absolute
        ModifiedRole,                ///< QDateTime, local
        OpenRole,                    ///< bool: a session shows it
        CurrentRole,                 ///< bool: the window shows it
        RunningRole,                 ///< bool: an answer arrives
        SectionRole,                 ///< Section
    };
    enum class Section { Today, ThisWeek, Earlier };
    Q_ENUM(Section)

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override; ///< display: title

    /// What is there now. Rows come, go, move and change one by one. @p entries: the last changed first.
    void setEntries(const std::vector<conversation::LibraryEntry> &entries);
    /// The entries that are open, the one that is shown, and those whose answer arrives; by path.
    void setSessions(const QSet<QString> &open, const QString &current, const QSet<QString> &running);
    /// -1 when it is not there.
    int rowOf(const QString &path) const;

private:
    struct Entry {
        conversation::LibraryEntry file;
        QDate day; ///< of the last change, local: asked for each row when a list is laid out
    };
    static Entry made(const conversation::LibraryEntry &file) { return {file, file.modified.date()}; }
    void place(size_t row, const conversation::LibraryEntry &entry);

    std::vector<Entry> m_entries;
    QSet<QString> m_open;
    QSet<QString> m_running;
    QString m_current;
};

} // namespace outcrop::ui::models
