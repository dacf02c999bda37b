// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

#include <QAbstractListModel>
#include <QTimer>

namespace outcrop::ui::models
{

/// All turns of a conversation, on the branch and beside it, one row each: a turn before what follows it,
/// siblings in the order they were made. Follows the document a moment behind it, row by row.
///
/// Roles: Qt::DisplayRole QString (the first words, or the API's name of what it holds instead); TurnIdRole
/// QString; RoleRole QString ("user"); ModelRole QString (of an answer, may be empty); StateRole int
/// (conversation::TurnState); DepthRole int (how many forks lead to it); SiblingRole int (from 1) and
/// SiblingsRole int (1: no fork); ChosenRole bool (on the branch); MainLineRole bool; NoteRole QString;
/// MutedRole int (how many of its blocks are not sent);
/// Qt::AccessibleTextRole all of it in one line.
class BranchTreeModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TurnIdRole = Qt::UserRole + 1,
        RoleRole,
        ModelRole,
        StateRole,
        DepthRole,
        SiblingRole,
        SiblingsRole,
        ChosenRole,
        MainLineRole,
        NoteRole,
        MutedRole
    };

    /// @p document must live longer.
    explicit BranchTreeModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    /// -1 when there is no such turn (yet).
    int rowOf(const QString &turnId) const;
    QString turnAt(int row) const;

    /// Does at once what follows in a moment.
    void flush();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString id;
        QString role;
        QString words;
        QString model;
        conversation::TurnState state = conversation::TurnState::Complete;
        int depth = 0;
        int sibling = 1;
        int siblings = 1;
        bool chosen = false;
        bool mainLine = false;
        QString note;
        int muted = 0;
        json::Json wordsFrom; ///< the block that words are of

        bool operator==(const Row &other) const;
    };

    std::vector<Row> wantedRows() const;
    void takeOut(const std::vector<Row> &wanted);
    void putIn(const std::vector<Row> &wanted);
    void update(const std::vector<Row> &wanted);

    conversation::ConversationDocument *m_document;
    std::vector<Row> m_rows;
    QTimer m_soon;
};

} // namespace outcrop::ui::models
