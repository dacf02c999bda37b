// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/block.h"
#include "ui/models/blockroles.h"
#include "ui/models/transcriptturn.h"

#include <QAbstractListModel>

#include <optional>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{

/// The blocks of the system prompt, one row each, following the document row by row.
///
/// Roles: Qt::DisplayRole and BlockRole but for BlockMutedRole. Kinds: Text, CachePoint, Guard, Other. The
/// strata say what the cache did with the block when it was last sent, None as soon as it or a block before
/// it is different. Edits go to the document.
class SystemBlocksModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// @p document must live longer.
    explicit SystemBlocksModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    conversation::ConversationDocument *document() const { return m_document; }
    const conversation::Block &block(int row) const { return m_blocks[size_t(row)]; }
    /// What was last sent as the system prompt, and what the cache did with each block of it.
    void setSent(std::vector<SentItem> items);
    /// Where the next call begins to differ from what is cached; nothing: it keeps all of it.
    void setKept(const std::optional<KeptPrefix> &kept);

    /// The estimate of all of them.
    qint64 tokens() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void onInserted(int row);
    void onRemoved(int row);
    void onMoved(int from, int to);
    void onChanged(int row);

    conversation::ConversationDocument *m_document;
    /// As the row was last sent; null where it or one before it is different now.
    const SentItem *sentAt(int row) const;
    int keptRow() const;
    QVariant keptAt(int row, qint64 KeptPrefix::*tokens) const;
    void sayStrataMayDiffer(int from);

    std::vector<SentItem> m_sent;
    std::optional<KeptPrefix> m_kept;
    std::vector<conversation::Block> m_blocks; // as the views know them; the document is a step ahead
};

} // namespace outcrop::ui::models
