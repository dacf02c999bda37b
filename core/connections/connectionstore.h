// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/connectionspec.h"
#include "core/credentials/profilefacts.h"

#include <QObject>
#include <QUndoStack>

namespace outcrop::connections
{

/// Every connection there is: the built-in ones first, then those of `connections.json`, in its order. The
/// only one to change them; every change is a command that can be undone, and in the file when the call
/// returns.
///
/// Secrets are not touched: whoever adds or removes a connection writes them, under secretNames(). Those of a
/// removed connection stay until nothing can bring it back (removedForGood()).
class ConnectionStore : public QObject
{
    Q_OBJECT

public:
    /// @p path: of the file; empty: nothing is kept.
    explicit ConnectionStore(const QString &path = {}, QObject *parent = nullptr);
    ~ConnectionStore() override;

    /// Reads the file; absent counts as empty. One that cannot be understood is put aside as
    /// `connections.json.unreadable-N`, and the error says so (BadInput). One that cannot be read is left
    /// alone, and nothing is written to it in this run (Storage).
    std::optional<base::Error> load();
    /// False when load() failed: there may be connections that are not here.
    bool isWhole() const { return m_isWhole; }
    /// Puts a connection that is always there behind the other built-in ones.
    void addBuiltIn(const ConnectionSpec &spec);

    int count() const { return static_cast<int>(m_specs.size()); }
    const ConnectionSpec &at(int row) const { return m_specs.at(static_cast<size_t>(row)); }
    const std::vector<ConnectionSpec> &all() const { return m_specs; }
    int rowOf(const QString &id) const;                          ///< -1: none
    const ConnectionSpec *find(const QString &id) const;         ///< null: none
    const ConnectionSpec *findByName(const QString &name) const; ///< null: none

    /// @p wish, or "@p wish 2" and so on when another connection than @p id is called so.
    QString freeName(const QString &wish, const QString &id = {}) const;

    /// @name Changes
    /// Each is one step of undo.
    /// @{
    /// Appends @p spec with a new id and a free name; gives the id.
    QString add(ConnectionSpec spec);
    /// Replaces the connection of @p spec's id; its name is made free. Built-in ones never change. Changes of
    /// the same members of one connection that follow each other, as by typing, are one step.
    bool change(const ConnectionSpec &spec);
    /// Puts a copy behind it and gives its id; empty for a built-in one. Its secrets are not copied.
    QString duplicate(const QString &id);
    /// False for a built-in one.
    bool remove(const QString &id);
    /// One connection for each profile that is not there yet; gives how many were added.
    int importProfiles(const std::vector<credentials::ProfileFacts> &profiles);
    /// @}

    QUndoStack &undoStack() { return m_undo; }
    /// Connections that were removed and that undo does not bring back once the stack is cleared: their
    /// secrets can go. Call it last.
    std::vector<ConnectionSpec> removedForGood() const;

Q_SIGNALS:
    void inserted(int row);
    void changed(int row);
    void removed(int row, const QString &id);
    /// The file could not be written; the change stands in this run.
    void saveFailed(const outcrop::base::Error &error);

private:
    class Insert;
    class Change;
    class Remove;

    void insertAt(int row, const ConnectionSpec &spec);
    void replaceAt(int row, const ConnectionSpec &spec);
    void removeAt(int row);
    void save();
    ConnectionSpec made(ConnectionSpec spec) const;

    QString m_path;
    bool m_mayWrite = true;
    bool m_isWhole = true;
    json::Json m_stored; ///< the file as read
    std::vector<ConnectionSpec> m_specs;
    std::vector<ConnectionSpec> m_everRemoved;
    QUndoStack m_undo;
};

} // namespace outcrop::connections
