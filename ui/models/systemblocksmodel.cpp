// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/systemblocksmodel.h"

#include "core/conversation/conversationdocument.h"
#include "core/converse/tokenestimate.h"

namespace outcrop::ui::models
{

using conversation::Block;
using conversation::CacheTtl;
using conversation::ConversationDocument;

namespace
{

SystemBlocksModel::Kind kindOf(const json::Json &value)
{
    if (value.value(u"text").isString())
        return SystemBlocksModel::Kind::Text;
    if (value.value(u"guardContent").value(u"text").value(u"text").isString())
        return SystemBlocksModel::Kind::Guard;
    return value.value(u"cachePoint").isObject() ? SystemBlocksModel::Kind::CachePoint
                                                 : SystemBlocksModel::Kind::Other;
}

CacheTtl ttlOf(const json::Json &value)
{
    const QString ttl = value.value(u"cachePoint").value(u"ttl").toString();
    if (ttl == QStringLiteral("1h"))
        return CacheTtl::OneHour;
    return ttl == QStringLiteral("5m") ? CacheTtl::FiveMinutes : CacheTtl::Default;
}

QString textOf(const json::Json &value)
{
    switch (kindOf(value)) {
    case SystemBlocksModel::Kind::Text:
        return value.value(u"text").toString();
    case SystemBlocksModel::Kind::CachePoint:
        return {};
    case SystemBlocksModel::Kind::Guard:
        return value.value(u"guardContent").value(u"text").value(u"text").toString();
    case SystemBlocksModel::Kind::Other:
        return QString::fromUtf8(json::write(value));
    }
    Q_UNREACHABLE();
}

QStringList qualifiersOf(const json::Json &value)
{
    const json::Json list = value.value(u"guardContent").value(u"text").value(u"qualifiers");
    QStringList qualifiers;
    for (qsizetype i = 0; i < list.size(); ++i)
        qualifiers << list.at(i).toString();
    return qualifiers;
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
    const Block &entry = block(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(entry.value);
    case IdRole:
        return entry.id;
    case KindRole:
        return int(kindOf(entry.value));
    case TtlRole:
        return int(ttlOf(entry.value));
    case TokensRole:
        return converse::estimateBlockTokens(entry.value);
    case QualifiersRole:
        return qualifiersOf(entry.value);
    case StrataRole:
        return int(strataOf(index.row()));
    default:
        return {};
    }
}

void SystemBlocksModel::setSent(std::vector<json::Json> blocks, std::vector<Strata> strata)
{
    m_sent = std::move(blocks);
    m_sentStrata = std::move(strata);
    sayStrataMayDiffer(0);
}

/// The cache keeps a prefix, so one different block ends what is known.
Strata SystemBlocksModel::strataOf(int row) const
{
    if (size_t(row) >= m_sent.size() || size_t(row) >= m_sentStrata.size())
        return Strata::None;
    for (size_t i = 0; i <= size_t(row); ++i) {
        if (!(m_blocks[i].value == m_sent[i]))
            return Strata::None;
    }
    return m_sentStrata[size_t(row)];
}

void SystemBlocksModel::sayStrataMayDiffer(int from)
{
    if (from < rowCount())
        Q_EMIT dataChanged(index(from), index(rowCount() - 1), {StrataRole});
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
