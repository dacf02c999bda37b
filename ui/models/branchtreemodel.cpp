// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/branchtreemodel.h"

#include <QSet>

#include <algorithm>

namespace outcrop::ui::models
{

using conversation::Block;
using conversation::ConversationDocument;
using conversation::Turn;
using json::Json;

namespace
{

constexpr qsizetype mostWords = 120; // letters

/// The block that says most about a turn: its first text, else its first.
const Block *tellingBlock(const Turn &turn)
{
    const auto isText = [](const Block &block) {
        const auto text = block.value.find(QLatin1StringView("text"));
        return text && text->isString() && !text->isBlankString();
    };
    const auto text = std::ranges::find_if(turn.content, isText);
    if (text != turn.content.end())
        return &*text;
    return turn.content.empty() ? nullptr : &turn.content.front();
}

QString wordsOf(const Json &block)
{
    const auto text = block.find(QLatin1StringView("text"));
    if (text && text->isString())
        return text->toString().left(4 * mostWords).simplified().left(mostWords);
    const QString name = block.at(0).value(QLatin1StringView("name")).toString();
    return name.isEmpty() ? block.keyAt(0) : QStringLiteral("%1 %2").arg(block.keyAt(0), name);
}

} // namespace

bool BranchTreeModel::Row::operator==(const Row &other) const
{
    const auto facts = [](const Row &row) {
        return std::tie(row.id, row.role, row.words, row.model, row.state, row.depth, row.sibling,
                        row.siblings, row.chosen, row.mainLine, row.note, row.muted);
    };
    return facts(*this) == facts(other);
}

BranchTreeModel::BranchTreeModel(ConversationDocument *document, QObject *parent)
    : QAbstractListModel(parent), m_document(document)
{
    m_rows = wantedRows();
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &BranchTreeModel::flush);
    connect(document, &ConversationDocument::changed, &m_soon, qOverload<>(&QTimer::start));
}

std::vector<BranchTreeModel::Row> BranchTreeModel::wantedRows() const
{
    const conversation::Conversation &conversation = m_document->conversation();
    QHash<QString, const Turn *> branch;
    for (const Turn &turn : conversation.turns)
        branch.insert(turn.id, &turn);
    QSet<QString> main;
    for (const QString &id : conversation.tree.pathTo(conversation.mainLine))
        main.insert(id);
    QHash<QString, const Row *> before;
    for (const Row &row : m_rows)
        before.insert(row.id, &row);

    std::vector<Row> rows;
    QHash<QString, int> depths;
    QHash<QString, std::pair<int, int>> families; // by parent: how many children were met, of how many
    const std::vector<QString> ids = conversation.tree.subtree({});
    rows.reserve(ids.size());
    for (const QString &id : ids) {
        const Turn *turn = branch.value(id);
        const bool chosen = turn != nullptr;
        if (!turn)
            turn = conversation.findTurn(id);
        if (!turn)
            continue;
        const QString parent = conversation.tree.parentOf(id);
        auto family = families.find(parent);
        if (family == families.end())
            family = families.insert(parent, {0, int(conversation.tree.children(parent).ids.size())});
        Row row;
        row.id = id;
        row.role = turn->role;
        row.model = turn->facts.modelId;
        row.state = turn->state;
        row.sibling = ++family->first;
        row.siblings = family->second;
        row.depth = depths.value(parent) + (row.siblings > 1 ? 1 : 0);
        row.chosen = chosen;
        row.mainLine = main.contains(id);
        row.note = turn->note;
        row.muted = int(std::ranges::count(turn->content, true, &Block::muted));
        if (const Block *block = tellingBlock(*turn)) {
            const Row *known = before.value(id);
            row.wordsFrom = block->value;
            row.words =
                known && known->wordsFrom.isSameValueAs(block->value) ? known->words : wordsOf(block->value);
        }
        depths.insert(id, row.depth);
        rows.push_back(std::move(row));
    }
    return rows;
}

void BranchTreeModel::flush()
{
    m_soon.stop();
    const std::vector<Row> wanted = wantedRows();
    takeOut(wanted);
    putIn(wanted);
    update(wanted);
}

void BranchTreeModel::takeOut(const std::vector<Row> &wanted)
{
    QSet<QString> staying;
    for (const Row &row : wanted)
        staying.insert(row.id);
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (staying.contains(m_rows[size_t(last)].id))
            continue;
        int first = last;
        while (first > 0 && !staying.contains(m_rows[size_t(first - 1)].id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void BranchTreeModel::putIn(const std::vector<Row> &wanted)
{
    QSet<QString> known;
    for (const Row &row : m_rows)
        known.insert(row.id);
    for (int row = 0; row < int(wanted.size()); ++row) {
        const QString &id = wanted[size_t(row)].id;
        if (row < int(m_rows.size()) && m_rows[size_t(row)].id == id)
            continue;
        if (known.contains(id)) {
            const int from = rowOf(id);
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_rows.begin() + row, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
            continue;
        }
        int end = row;
        while (end < int(wanted.size()) && !known.contains(wanted[size_t(end)].id))
            ++end;
        beginInsertRows({}, row, end - 1);
        m_rows.insert(m_rows.begin() + row, wanted.begin() + row, wanted.begin() + end);
        endInsertRows();
        row = end - 1;
    }
}

void BranchTreeModel::update(const std::vector<Row> &wanted)
{
    for (int first = 0; first < int(m_rows.size()); ++first) {
        if (m_rows[size_t(first)] == wanted[size_t(first)]) {
            m_rows[size_t(first)].wordsFrom = wanted[size_t(first)].wordsFrom;
            continue;
        }
        int last = first;
        for (; last < int(m_rows.size()) && !(m_rows[size_t(last)] == wanted[size_t(last)]); ++last)
            m_rows[size_t(last)] = wanted[size_t(last)];
        Q_EMIT dataChanged(index(first), index(last - 1));
        first = last - 1;
    }
}

int BranchTreeModel::rowOf(const QString &turnId) const
{
    const auto found = std::ranges::find(m_rows, turnId, &Row::id);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString BranchTreeModel::turnAt(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? QString() : m_rows[size_t(row)].id;
}

int BranchTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant BranchTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.words;
    case TurnIdRole:
        return row.id;
    case RoleRole:
        return row.role;
    case ModelRole:
        return row.model;
    case StateRole:
        return int(row.state);
    case DepthRole:
        return row.depth;
    case SiblingRole:
        return row.sibling;
    case SiblingsRole:
        return row.siblings;
    case ChosenRole:
        return row.chosen;
    case MainLineRole:
        return row.mainLine;
    case NoteRole:
        return row.note;
    case MutedRole:
        return row.muted;
    case Qt::AccessibleTextRole: {
        QStringList parts{row.role, row.words};
        if (row.siblings > 1)
            parts.append(QStringLiteral("%1/%2").arg(row.sibling).arg(row.siblings));
        parts.append(row.model);
        if (row.state != conversation::TurnState::Complete)
            parts.append(conversation::turnStateName(row.state));
        parts.append(row.note);
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace outcrop::ui::models
