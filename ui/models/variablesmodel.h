// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/variables.h"

#include <QAbstractListModel>
#include <QTimer>

namespace outcrop::conversation
{
class ConversationDocument;
class VariableStore;
} // namespace outcrop::conversation

namespace outcrop::ui::models
{

/// The variables of a conversation, one row a name: those that the request uses, in its order, then those
/// that only have a value. New uses are found a moment after they were typed.
///
/// Roles: Qt::DisplayRole QString (the name); ValueRole QString; ScopeRole int (conversation::VariableScope:
/// where the value comes from); UsesRole int; HiddenRole QString (the value for all conversations that the
/// conversation's own hides; empty for none).
class VariablesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ValueRole = Qt::UserRole + 1, ScopeRole, UsesRole, HiddenRole };

    /// @p document and @p shared must live longer. Without @p shared there are no values for all
    /// conversations.
    explicit VariablesModel(conversation::ConversationDocument *document,
                            conversation::VariableStore *shared = nullptr, QObject *parent = nullptr);

    bool hasShared() const { return m_shared; }
    /// How many have no value.
    int countUnset() const;
    int rowOf(const QString &name) const;
    /// Finds what was typed at once, without waiting for a pause.
    void catchUp();

    /// In the scope it has; one without a value gets one in the conversation.
    void setValue(const QString &name, const QString &value);
    /// Takes the value to another scope.
    void setScope(const QString &name, conversation::VariableScope scope);
    /// Takes the value back, in its scope.
    void unset(const QString &name);
    /// Gives a name an empty value in the conversation; nothing for what is no name or has a value.
    bool add(const QString &name);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    void follow();

    conversation::ConversationDocument *m_document;
    conversation::VariableStore *m_shared;
    std::vector<conversation::VariableEntry> m_entries;
    QTimer m_soon;
};

} // namespace outcrop::ui::models
