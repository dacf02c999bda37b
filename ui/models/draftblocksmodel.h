// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/block.h"

#include <QAbstractListModel>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{

/// The blocks around the text in the composer, one row each, in the order the message will have them: those
/// before the text, then those behind it. Follows the document row by row.
///
/// Roles: Qt::DisplayRole QString (the name of a document or its file, else the member of the block); IdRole
/// QString; KindRole int (Kind); TtlRole int (conversation::CacheTtl, of cache points); BehindRole bool
/// (behind the text). Edits go to the document.
class DraftBlocksModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Attachment, CachePoint, Other };
    enum Role { IdRole = Qt::UserRole + 1, KindRole, TtlRole, BehindRole };

    /// @p document must live longer.
    explicit DraftBlocksModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    conversation::ConversationDocument *document() const { return m_document; }
    const conversation::Block &block(int row) const { return m_blocks[size_t(row)]; }
    /// How many stand before the text.
    int textRow() const { return m_before; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void onInserted(bool behind, int row);
    void onRemoved(bool behind, int row);
    void onMoved(bool behind, int from, int to);
    void onChanged(bool behind, int row);
    int rowOf(bool behind, int row) const { return behind ? m_before + row : row; }
    const conversation::Block &inDocument(bool behind, int row) const;

    conversation::ConversationDocument *m_document;
    std::vector<conversation::Block> m_blocks; // as the views know them; the document is a step ahead
    int m_before;
};

} // namespace outcrop::ui::models
