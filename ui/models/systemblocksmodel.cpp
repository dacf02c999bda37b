// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/systemblocksmodel.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/variables.h"
#include "core/converse/tokenestimate.h"

namespace outcrop::ui::models
{

using conversation::Block;
using conversation::ConversationDocument;

namespace
{

BlockKind kindOf(const json::Json &value)
{
    const BlockKind kind = kindOfBlock(value);
    const bool hasEditor =
        kind == BlockKind::Text || kind == BlockKind::Guard || kind == BlockKind::CachePoint;
    return hasEditor ? kind : BlockKind::Other;
}

} // namespace

SystemBlocksModel::SystemBlocksModel(ConversationDocument *document, QObject *parent)
    : QAbstractListModel(parent), m_document(document), m_blocks(document->conversation().system)
{
    connect(document, &ConversationDocument::systemBlockInserted, this, &SystemBlocksModel::onInserted);
    connect(document, &ConversationDocument::systemBlockRemoved, this, &SystemBlocksModel::onRemoved);
    connect(document, &ConversationDocument::systemBlockMoved, this, &SystemBlocksModel::onMoved);
    connect(document, &ConversationDocument::systemBlockChanged, this, &SystemBlocksModel::onChanged);
}

qint64 SystemBlocksModel::tokens() const
{
    qint64 sum = 0;
    for (const Block &block : m_blocks)
        sum += converse::estimateBlockTokens(block.value);
    return sum;
}

int SystemBlocksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_blocks.size());
}

QVariant SystemBlocksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == BlockKindRole)
        return int(kindOf(block(index.row()).value));
    if (role == BlockStrataRole) {
        const SentItem *sent = sentAt(index.row());
        return int(sent ? sent->strata : Strata::None);
    }
    if (role == BlockWarmUntilRole) {
        const SentItem *sent = sentAt(index.row());
        return sent && sent->warmUntil ? QVariant(*sent->warmUntil) : QVariant();
    }
    if (role == BlockKeptRole)
        return keptAt(index.row(), &KeptPrefix::kept);
    if (role == BlockCachedRole)
        return keptAt(index.row(), &KeptPrefix::cached);
    return dataOfBlock(block(index.row()), role);
}

void SystemBlocksModel::setSent(std::vector<SentItem> items)
{
    m_sent = std::move(items);
    sayStrataMayDiffer(0);
}

void SystemBlocksModel::setKept(const std::optional<KeptPrefix> &kept)
{
    if (kept == m_kept)
        return;
    m_kept = kept;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {BlockKeptRole, BlockCachedRole});
}

/// A block that has room to say so: the one that differs, or the one above a point that does.
int SystemBlocksModel::keptRow() const
{
    int sent = -1;
    int row = -1;
    for (int i = 0; i < rowCount() && sent < m_kept->item; ++i) {
        if (m_blocks[size_t(i)].muted)
            continue;
        ++sent;
        if (kindOf(m_blocks[size_t(i)].value) != BlockKind::CachePoint)
            row = i;
    }
    return row;
}

QVariant SystemBlocksModel::keptAt(int row, qint64 KeptPrefix::*tokens) const
{
    return m_kept && keptRow() == row ? QVariant((*m_kept).*tokens) : QVariant();
}

/// The cache keeps a prefix, so one different block ends what is known.
const SentItem *SystemBlocksModel::sentAt(int row) const
{
    const json::Json variables = conversation::effectiveVariables(m_document->conversation());
    size_t sent = 0;
    for (size_t i = 0; i <= size_t(row); ++i) {
        if (m_blocks[i].muted)
            continue;
        if (sent >= m_sent.size() ||
            conversation::withVariables(m_blocks[i].value, variables) != m_sent[sent].value)
            return nullptr;
        ++sent;
    }
    return m_blocks[size_t(row)].muted ? nullptr : &m_sent[sent - 1];
}

void SystemBlocksModel::sayStrataMayDiffer(int from)
{
    if (from < rowCount())
        Q_EMIT dataChanged(index(from), index(rowCount() - 1), {BlockStrataRole, BlockWarmUntilRole});
}

void SystemBlocksModel::onInserted(int row)
{
    beginInsertRows({}, row, row);
    m_blocks.insert(m_blocks.begin() + row, m_document->conversation().system.at(size_t(row)));
    endInsertRows();
    sayStrataMayDiffer(row + 1);
}

void SystemBlocksModel::onRemoved(int row)
{
    beginRemoveRows({}, row, row);
    m_blocks.erase(m_blocks.begin() + row);
    endRemoveRows();
    sayStrataMayDiffer(row);
}

void SystemBlocksModel::onMoved(int from, int to)
{
    if (!beginMoveRows({}, from, from, {}, to > from ? to + 1 : to))
        return;
    Block moved = std::move(m_blocks[size_t(from)]);
    m_blocks.erase(m_blocks.begin() + from);
    m_blocks.insert(m_blocks.begin() + to, std::move(moved));
    endMoveRows();
    sayStrataMayDiffer(std::min(from, to));
}

void SystemBlocksModel::onChanged(int row)
{
    m_blocks[size_t(row)] = m_document->conversation().system.at(size_t(row));
    Q_EMIT dataChanged(index(row), index(row));
    sayStrataMayDiffer(row + 1);
}

} // namespace outcrop::ui::models
