// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/turnblocksmodel.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/transcriptturn.h"

#include <algorithm>

namespace outcrop::ui::models
{

using conversation::Block;
using conversation::ConversationDocument;
using conversation::Turn;

TurnBlocksModel::TurnBlocksModel(ConversationDocument *document, QString turnId, QObject *parent)
    : QAbstractListModel(parent), m_document(document), m_variablesFrom(document), m_turnId(std::move(turnId))
{
    if (const Turn *now = turn()) {
        m_blocks = now->content;
        m_role = now->role;
    }
    connect(document, &ConversationDocument::turnChanged, this, [this](int row) {
        if (m_document->conversation().turns[size_t(row)].id == m_turnId)
            follow();
    });
    connect(document, &ConversationDocument::turnInserted, this, [this](int row) {
        if (m_document->conversation().turns[size_t(row)].id == m_turnId)
            follow();
    });
}

const Turn *TurnBlocksModel::turn() const
{
    const auto row = m_document->conversation().indexOfTurn(m_turnId);
    return row ? &m_document->conversation().turns[size_t(*row)] : nullptr;
}

QString TurnBlocksModel::role() const
{
    return m_role;
}

QStringList TurnBlocksModel::toolNames() const
{
    QStringList names;
    const json::Json tools = m_document->conversation().tools();
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const QString name = tools.at(i).value(u"toolSpec").value(u"name").toString();
        if (!name.isEmpty())
            names << name;
    }
    return names;
}

std::optional<json::Json> TurnBlocksModel::schemaOf(const QString &toolName) const
{
    const json::Json tools = m_document->conversation().tools();
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const json::Json spec = tools.at(i).value(u"toolSpec");
        if (!toolName.isEmpty() && spec.value(u"name").toString() == toolName)
            return spec.value(u"inputSchema").find(u"json");
    }
    return std::nullopt;
}

std::vector<TurnBlocksModel::Call> TurnBlocksModel::calls() const
{
    std::vector<Call> calls;
    const std::vector<Turn> &turns = m_document->conversation().turns;
    const int end = m_document->conversation().indexOfTurn(m_turnId).value_or(0);
    for (int row = end - 1; row >= 0; --row) {
        for (const Block &block : turns[size_t(row)].content) {
            const json::Json call = block.value.value(u"toolUse");
            if (const QString id = call.value(u"toolUseId").toString(); !id.isEmpty())
                calls.push_back({id, call.value(u"name").toString()});
        }
    }
    return calls;
}

int TurnBlocksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_blocks.size());
}

QVariant TurnBlocksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == BlockStrataRole)
        return int(Strata::None);
    if (role == BlockMutedRole)
        return block(index.row()).muted;
    return dataOfBlock(block(index.row()), role);
}

/// From what is shown to what is there, by the ids of the blocks.
void TurnBlocksModel::follow()
{
    const Turn *now = turn();
    if (!now)
        return;
    const std::vector<Block> wanted = now->content;
    removeGone(wanted);
    for (int row = 0; row < int(wanted.size()); ++row) {
        const Block &block = wanted[size_t(row)];
        const auto shown = std::ranges::find(m_blocks, block.id, &Block::id);
        if (shown == m_blocks.end()) {
            beginInsertRows({}, row, row);
            m_blocks.insert(m_blocks.begin() + row, block);
            endInsertRows();
        } else if (const int from = int(shown - m_blocks.begin()); from != row) {
            // One that went down is one move, not one of each that came up.
            const auto target = std::ranges::find(wanted, m_blocks[size_t(row)].id, &Block::id);
            const int to = int(target - wanted.begin());
            if (from == row + 1 && to > row && to < int(m_blocks.size()))
                moveRow(row, to);
            else
                moveRow(from, row);
        }
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        if (m_blocks[size_t(row)] == wanted[size_t(row)])
            continue;
        m_blocks[size_t(row)] = wanted[size_t(row)];
        Q_EMIT dataChanged(index(row), index(row));
    }
    if (std::exchange(m_role, now->role) != now->role)
        Q_EMIT roleChanged();
}

void TurnBlocksModel::removeGone(const std::vector<Block> &now)
{
    for (int row = int(m_blocks.size()) - 1; row >= 0; --row) {
        if (std::ranges::find(now, m_blocks[size_t(row)].id, &Block::id) != now.end())
            continue;
        beginRemoveRows({}, row, row);
        m_blocks.erase(m_blocks.begin() + row);
        endRemoveRows();
    }
}

void TurnBlocksModel::moveRow(int from, int to)
{
    if (!beginMoveRows({}, from, from, {}, to > from ? to + 1 : to))
        return;
    Block moved = std::move(m_blocks[size_t(from)]);
    m_blocks.erase(m_blocks.begin() + from);
    m_blocks.insert(m_blocks.begin() + to, std::move(moved));
    endMoveRows();
}

} // namespace outcrop::ui::models
