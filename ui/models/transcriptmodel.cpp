// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transcriptmodel.h"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace outcrop::ui::models
{

namespace
{

bool isGrowing(TurnState state)
{
    return state == TurnState::Waiting || state == TurnState::Streaming;
}

} // namespace

TranscriptModel::TranscriptModel(QObject *parent) : QAbstractListModel(parent) {}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_turns.size());
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TranscriptTurn &turn = m_turns[size_t(index.row())];
    switch (role) {
    case IdRole:
        return turn.id;
    case MessageRole:
        return turn.role;
    case StateRole:
        return QVariant::fromValue(turn.state);
    case Qt::DisplayRole:
    case ReadableTextRole:
        return readableText(turn);
    case ErrorMessageRole:
        return turn.error ? turn.error->message : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    return {{IdRole, QByteArrayLiteral("id")},
            {MessageRole, QByteArrayLiteral("role")},
            {StateRole, QByteArrayLiteral("state")},
            {ReadableTextRole, QByteArrayLiteral("text")},
            {ErrorMessageRole, QByteArrayLiteral("error")}};
}

const TranscriptTurn &TranscriptModel::turn(int row) const
{
    Q_ASSERT(row >= 0 && row < rowCount());
    return m_turns[size_t(row)];
}

int TranscriptModel::rowOf(QStringView turnId) const
{
    const auto found = std::ranges::find(m_turns.rbegin(), m_turns.rend(), turnId, &TranscriptTurn::id);
    return found == m_turns.rend() ? -1 : int(std::distance(found, m_turns.rend())) - 1;
}

void TranscriptModel::insertTurn(int row, TranscriptTurn turn)
{
    Q_ASSERT(row >= 0 && row <= rowCount());
    beginInsertRows({}, row, row);
    m_turns.insert(m_turns.begin() + row, std::move(turn));
    endInsertRows();
}

void TranscriptModel::appendTurn(TranscriptTurn turn)
{
    insertTurn(rowCount(), std::move(turn));
}

void TranscriptModel::appendTurns(std::vector<TranscriptTurn> turns)
{
    if (turns.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(turns.size()) - 1);
    std::ranges::move(turns, std::back_inserter(m_turns));
    endInsertRows();
}

void TranscriptModel::removeTurn(int row)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    beginRemoveRows({}, row, row);
    m_turns.erase(m_turns.begin() + row);
    endRemoveRows();
}

void TranscriptModel::removeAllTurns()
{
    if (m_turns.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_turns.clear();
    endRemoveRows();
}

void TranscriptModel::replaceTurn(int row, TranscriptTurn turn)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &mine = m_turns[size_t(row)];
    if (mine == turn)
        return;
    const bool finished = isGrowing(mine.state) && !isGrowing(turn.state);
    mine = std::move(turn);
    announce(row, {});
    Q_EMIT turnReplaced(row);
    if (finished)
        Q_EMIT turnFinished(row);
}

void TranscriptModel::appendText(int row, int block, QStringView text)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    Q_ASSERT(block >= 0 && size_t(block) < turn.blocks.size());
    if (text.isEmpty())
        return;
    turn.blocks[size_t(block)].text.append(text);
    announce(row, {Qt::DisplayRole, ReadableTextRole});
    Q_EMIT textAppended(row, block, text.size());
}

void TranscriptModel::appendBlock(int row, TranscriptBlock block)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    std::vector<TranscriptBlock> &blocks = m_turns[size_t(row)].blocks;
    blocks.push_back(std::move(block));
    announce(row, {Qt::DisplayRole, ReadableTextRole});
    Q_EMIT blockChanged(row, int(blocks.size()) - 1);
}

void TranscriptModel::replaceBlock(int row, int block, TranscriptBlock value)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    Q_ASSERT(block >= 0 && size_t(block) < turn.blocks.size());
    TranscriptBlock &mine = turn.blocks[size_t(block)];
    if (mine == value)
        return;
    mine = std::move(value);
    announce(row, {Qt::DisplayRole, ReadableTextRole});
    Q_EMIT blockChanged(row, block);
}

void TranscriptModel::closeBlock(int row, int block)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    Q_ASSERT(block >= 0 && size_t(block) < turn.blocks.size());
    TranscriptBlock &mine = turn.blocks[size_t(block)];
    if (!mine.open)
        return;
    mine.open = false;
    announce(row, {Qt::DisplayRole, ReadableTextRole});
    Q_EMIT blockChanged(row, block);
}

void TranscriptModel::setState(int row, TurnState state, const QString &note)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    if (turn.state == state && turn.stateNote == note)
        return;
    const bool finished = isGrowing(turn.state) && !isGrowing(state);
    turn.state = state;
    turn.stateNote = note;
    announce(row, {StateRole});
    Q_EMIT frameChanged(row);
    if (finished)
        Q_EMIT turnFinished(row);
}

void TranscriptModel::setFooter(int row, const TranscriptFooter &footer)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    if (turn.footer == footer)
        return;
    turn.footer = footer;
    announce(row, {});
    Q_EMIT frameChanged(row);
}

void TranscriptModel::setError(int row, const std::optional<base::Error> &error)
{
    Q_ASSERT(row >= 0 && row < rowCount());
    TranscriptTurn &turn = m_turns[size_t(row)];
    if (turn.error == error)
        return;
    turn.error = error;
    announce(row, {Qt::DisplayRole, ReadableTextRole, ErrorMessageRole});
    Q_EMIT frameChanged(row);
}

void TranscriptModel::announce(int row, const QList<int> &roles)
{
    const QModelIndex changed = index(row);
    Q_EMIT dataChanged(changed, changed, roles);
}

} // namespace outcrop::ui::models
