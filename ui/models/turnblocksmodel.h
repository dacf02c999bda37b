// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"
#include "ui/models/blockroles.h"

#include <QAbstractListModel>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{

/// The blocks of one turn of a branch, one row each, following the document row by row: what came, went,
/// moved or changed is announced as that. Once the turn has left the branch the rows stay as they were.
///
/// Roles: Qt::DisplayRole and BlockRole but for BlockStrataRole, which is None: what is edited was never
/// sent. Edits go to the document.
class TurnBlocksModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// A tool call that a result may answer.
    struct Call {
        QString id;
        QString name;
    };

    /// @p document must live longer.
    TurnBlocksModel(conversation::ConversationDocument *document, QString turnId, QObject *parent = nullptr);

    conversation::ConversationDocument *document() const { return m_document; }
    const QString &turnId() const { return m_turnId; }
    const conversation::Block &block(int row) const { return m_blocks[size_t(row)]; }
    /// Whose variables count in the texts: the document's, until told otherwise, as of a copy.
    conversation::ConversationDocument *variablesFrom() const { return m_variablesFrom; }
    /// @p document must live longer.
    void setVariablesFrom(conversation::ConversationDocument *document) { m_variablesFrom = document; }
    /// "user", "assistant" or whatever the turn says.
    QString role() const;
    /// The names of the tools of the request, in their order.
    QStringList toolNames() const;
    /// The input schema of a tool; nothing when there is no such tool.
    std::optional<json::Json> schemaOf(const QString &toolName) const;
    /// The calls in the turns before, the last ones first.
    std::vector<Call> calls() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void roleChanged();

private:
    const conversation::Turn *turn() const;
    void follow();
    void removeGone(const std::vector<conversation::Block> &now);
    void moveRow(int from, int to);

    conversation::ConversationDocument *m_document;
    conversation::ConversationDocument *m_variablesFrom;
    const QString m_turnId;
    QString m_role;
    std::vector<conversation::Block> m_blocks; ///< as the views know them; the document is a step ahead
};

} // namespace outcrop::ui::models
