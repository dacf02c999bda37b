// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/draftblocksmodel.h"

#include "core/attachments/mediaformat.h"
#include "core/conversation/conversationdocument.h"

namespace outcrop::ui::models
{

using conversation::Block;
using conversation::CacheTtl;
using conversation::ConversationDocument;

namespace
{

DraftBlocksModel::Kind kindOf(const json::Json &value)
{
    if (value.size() == 1 && attachments::mediumOf(value.keyAt(0)))
        return DraftBlocksModel::Kind::Attachment;
    return value.value(u"cachePoint").isObject() ? DraftBlocksModel::Kind::CachePoint
                                                 : DraftBlocksModel::Kind::Other;
}

CacheTtl ttlOf(const json::Json &value)
{
    const QString ttl = value.value(u"cachePoint").value(u"ttl").toString();
    if (ttl == QStringLiteral("1h"))
        return CacheTtl::OneHour;
    return ttl == QStringLiteral("5m") ? CacheTtl::FiveMinutes : CacheTtl::Default;
}

QString nameOf(const Block &block)
{
    const QString name = block.value.at(0).value(u"name").toString();
    return !name.isEmpty() ? name : !block.fileName.isEmpty() ? block.fileName : block.value.keyAt(0);
}

} // namespace

DraftBlocksModel::DraftBlocksModel(ConversationDocument *document, QObject *parent)
    : QAbstractListModel(parent), m_document(document), m_blocks(document->conversation().draftFrame.before)
{
    m_before = int(m_blocks.size());
    const std::vector<Block> &after = document->conversation().draftFrame.after;
    m_blocks.insert(m_blocks.end(), after.begin(), after.end());
    connect(document, &ConversationDocument::draftBlockInserted, this, &DraftBlocksModel::onInserted);
    connect(document, &ConversationDocument::draftBlockRemoved, this, &DraftBlocksModel::onRemoved);
    connect(document, &ConversationDocument::draftBlockMoved, this, &DraftBlocksModel::onMoved);
    connect(document, &ConversationDocument::draftBlockChanged, this, &DraftBlocksModel::onChanged);
}

const Block &DraftBlocksModel::inDocument(bool behind, int row) const
{
    const conversation::DraftFrame &frame = m_document->conversation().draftFrame;
    return (behind ? frame.after : frame.before)[size_t(row)];
}

int DraftBlocksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_blocks.size());
}

QVariant DraftBlocksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Block &entry = block(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(entry);
    case IdRole:
        return entry.id;
    case KindRole:
        return int(kindOf(entry.value));
    case TtlRole:
        return int(ttlOf(entry.value));
    case BehindRole:
        return index.row() >= m_before;
    default:
        return {};
    }
}

void DraftBlocksModel::onInserted(bool behind, int row)
{
    const int at = rowOf(behind, row);
    beginInsertRows({}, at, at);
    m_blocks.insert(m_blocks.begin() + at, inDocument(behind, row));
    m_before += behind ? 0 : 1;
    endInsertRows();
}

void DraftBlocksModel::onRemoved(bool behind, int row)
{
    const int at = rowOf(behind, row);
    beginRemoveRows({}, at, at);
    m_blocks.erase(m_blocks.begin() + at);
    m_before -= behind ? 0 : 1;
    endRemoveRows();
}

void DraftBlocksModel::onMoved(bool behind, int from, int to)
{
    if (from == to)
        return;
    const int source = rowOf(behind, from);
    const int target = rowOf(behind, to);
    beginMoveRows({}, source, source, {}, target > source ? target + 1 : target);
    const Block moved = m_blocks[size_t(source)];
    m_blocks.erase(m_blocks.begin() + source);
    m_blocks.insert(m_blocks.begin() + target, moved);
    endMoveRows();
}

void DraftBlocksModel::onChanged(bool behind, int row)
{
    const int at = rowOf(behind, row);
    m_blocks[size_t(at)] = inDocument(behind, row);
    Q_EMIT dataChanged(index(at), index(at));
}

} // namespace outcrop::ui::models
