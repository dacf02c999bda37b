// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"

#include <QHash>

#include <vector>

namespace outcrop::conversation
{

/// How the turns of a conversation follow each other: what was edited or run again has siblings, and of
/// siblings one is chosen. Holds the turns that are not on the branch too; those of the branch are
/// Conversation::turns.
///
/// A value; copies share. The parent of the first turns is the empty id.
class TurnTree
{
public:
    /// What follows a turn.
    struct Children {
        std::vector<QString> ids; ///< in the order they were made
        QString chosen;           ///< one of ids; empty when there are none

        friend bool operator==(const Children &, const Children &) = default;
    };

    Children children(const QString &parentId) const { return m_children.value(parentId); }
    /// Replaces what follows @p parentId. Turns that followed it and are not in @p children stand nowhere
    /// until they are put elsewhere.
    void setChildren(const QString &parentId, const Children &children);

    bool contains(const QString &turnId) const { return m_parents.contains(turnId); }
    /// Empty for the first turns and for an unknown one.
    QString parentOf(const QString &turnId) const { return m_parents.value(turnId); }
    /// The chosen turns from the first one to the last.
    std::vector<QString> branch() const;
    /// The turns from a first one to @p turnId; empty for an unknown one.
    std::vector<QString> pathTo(const QString &turnId) const;
    /// The turn and everything that follows it, parents before their children, siblings in their order. For
    /// the empty id: all turns.
    std::vector<QString> subtree(const QString &turnId) const;

    /// The turns that are not on the branch, by id.
    const QHash<QString, Turn> &aside() const { return m_aside; }
    void putAside(const Turn &turn) { m_aside.insert(turn.id, turn); }
    Turn takeAside(const QString &turnId) { return m_aside.take(turnId); }

    friend bool operator==(const TurnTree &left, const TurnTree &right)
    {
        return left.m_children == right.m_children && left.m_aside == right.m_aside;
    }

private:
    QHash<QString, Children> m_children; ///< by parent; never an entry without ids
    QHash<QString, QString> m_parents;
    QHash<QString, Turn> m_aside;
};

} // namespace outcrop::conversation
