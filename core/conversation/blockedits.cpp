// SPDX-License-Identifier: GPL-3.0-or-later

// What DocumentEdits does to blocks, wherever they stand: in a turn, the system prompt or the composer.

#include "core/conversation/documentedits.h"

#include <algorithm>
#include <array>

namespace outcrop::conversation
{

using json::Json;

namespace
{

/// The row behind the sibling named by @p position; the end when that sibling is gone.
int rowOf(const std::vector<Block> &blocks, const Position &position)
{
    if (position.afterId.isEmpty())
        return 0;
    const auto before = std::ranges::find(blocks, position.afterId, &Block::id);
    return static_cast<int>(before == blocks.end() ? before - blocks.begin() : before - blocks.begin() + 1);
}

Position positionAtRow(const std::vector<Block> &blocks, int row)
{
    const int last = std::clamp(row, 0, static_cast<int>(blocks.size()));
    return {last == 0 ? QString() : blocks[static_cast<size_t>(last - 1)].id};
}

/// The names of the lists that are no turn and not the system prompt, from -2 down.
const std::array<QString, 2> &draftPlaces()
{
    static const std::array<QString, 2> places{ConversationDocument::beforeDraft().turnId,
                                               ConversationDocument::afterDraft().turnId};
    return places;
}

} // namespace

bool DocumentEdits::isDraftPlace(const QString &turnId)
{
    return turnId == draftPlaces()[0] || turnId == draftPlaces()[1];
}

std::vector<std::pair<int, std::vector<Block> *>> DocumentEdits::blockLists() const
{
    Conversation &all = conversation();
    std::vector<std::pair<int, std::vector<Block> *>> lists{{systemList, &all.system},
                                                            {beforeDraftList, &all.draftFrame.before},
                                                            {afterDraftList, &all.draftFrame.after}};
    for (size_t turn = 0; turn < all.turns.size(); ++turn)
        lists.emplace_back(static_cast<int>(turn), &all.turns[turn].content);
    return lists;
}

DocumentEdits::Found DocumentEdits::find(const QString &blockId) const
{
    for (const auto &[turn, list] : blockLists()) {
        const auto found = std::ranges::find(*list, blockId, &Block::id);
        if (found != list->end())
            return {list, turn, static_cast<int>(found - list->begin())};
    }
    return {};
}

DocumentEdits::Found DocumentEdits::listAt(const QString &place) const
{
    const std::optional<int> row = conversation().indexOfTurn(place);
    if (row)
        return {&conversation().turns[static_cast<size_t>(*row)].content, *row, -1};
    DraftFrame &frame = conversation().draftFrame;
    if (place == draftPlaces()[0])
        return {&frame.before, beforeDraftList, -1};
    if (place == draftPlaces()[1])
        return {&frame.after, afterDraftList, -1};
    return place.isEmpty() ? Found{&conversation().system, systemList, -1} : Found{};
}

QString DocumentEdits::placeOf(const Found &found) const
{
    if (found.turn >= 0)
        return conversation().turns[static_cast<size_t>(found.turn)].id;
    return found.turn == systemList ? QString()
                                    : draftPlaces()[static_cast<size_t>(beforeDraftList - found.turn)];
}

void DocumentEdits::announceInserted(const Found &found)
{
    if (found.turn >= 0)
        Q_EMIT m_document.turnChanged(found.turn);
    else if (found.turn == systemList)
        Q_EMIT m_document.systemBlockInserted(found.row);
    else if (found.turn >= afterDraftList)
        Q_EMIT m_document.draftBlockInserted(found.turn == afterDraftList, found.row);
}

void DocumentEdits::announceRemoved(const Found &found)
{
    if (found.turn >= 0)
        Q_EMIT m_document.turnChanged(found.turn);
    else if (found.turn == systemList)
        Q_EMIT m_document.systemBlockRemoved(found.row);
    else if (found.turn >= afterDraftList)
        Q_EMIT m_document.draftBlockRemoved(found.turn == afterDraftList, found.row);
}

void DocumentEdits::announceMoved(const Found &found, int to)
{
    if (found.turn >= 0)
        Q_EMIT m_document.turnChanged(found.turn);
    else if (found.turn == systemList)
        Q_EMIT m_document.systemBlockMoved(found.row, to);
    else if (found.turn >= afterDraftList)
        Q_EMIT m_document.draftBlockMoved(found.turn == afterDraftList, found.row, to);
}

void DocumentEdits::announceBlock(const Found &found)
{
    if (found.turn >= 0)
        Q_EMIT m_document.turnChanged(found.turn);
    else if (found.turn == systemList)
        Q_EMIT m_document.systemBlockChanged(found.row);
    else if (found.turn >= afterDraftList)
        Q_EMIT m_document.draftBlockChanged(found.turn == afterDraftList, found.row);
}

std::optional<BlockPosition> DocumentEdits::positionOfBlock(const QString &blockId) const
{
    const Found found = find(blockId);
    if (!found.list)
        return std::nullopt;
    return BlockPosition{placeOf(found), positionAtRow(*found.list, found.row)};
}

const Block &DocumentEdits::block(const QString &blockId) const
{
    const Found found = find(blockId);
    Q_ASSERT(found.list);
    return (*found.list)[static_cast<size_t>(found.row)];
}

BlockPosition DocumentEdits::positionAt(const QString &turnId, int index) const
{
    const Found at = listAt(turnId);
    return {turnId, at.list ? positionAtRow(*at.list, index) : Position()};
}

void DocumentEdits::insertBlock(const BlockPosition &position, const Block &block)
{
    Found at = listAt(position.turnId);
    if (!at.list)
        return; // of a turn that is there no more
    at.row = rowOf(*at.list, position.position);
    at.list->insert(at.list->begin() + at.row, block);
    announceInserted(at);
    noteChange();
}

void DocumentEdits::removeBlock(const QString &blockId)
{
    const Found found = find(blockId);
    if (!found.list)
        return; // of a draft that became something else without a step of undo
    found.list->erase(found.list->begin() + found.row);
    announceRemoved(found);
    noteChange();
}

void DocumentEdits::moveBlock(const QString &blockId, const Position &position)
{
    const Found found = find(blockId);
    if (!found.list)
        return; // likewise
    const Block moved = (*found.list)[static_cast<size_t>(found.row)];
    found.list->erase(found.list->begin() + found.row);
    const int row = rowOf(*found.list, position);
    found.list->insert(found.list->begin() + row, moved);
    announceMoved(found, row);
    noteChange();
}

void DocumentEdits::changeBlock(const QString &blockId, const Json &value)
{
    const Found found = find(blockId);
    if (!found.list)
        return; // likewise
    blockAt(found).value = value;
    announceBlock(found);
    noteChange();
}

void DocumentEdits::setDraftRole(const QString &role)
{
    conversation().draftFrame.role = role == QLatin1StringView("user") ? QString() : role;
    Q_EMIT m_document.draftRoleChanged();
    noteChange();
}

void DocumentEdits::replaceDraftList(int list, const std::vector<Block> &blocks)
{
    DraftFrame &frame = conversation().draftFrame;
    std::vector<Block> &own = list == beforeDraftList ? frame.before : frame.after;
    for (int row = static_cast<int>(own.size()) - 1; row >= 0; --row) {
        own.pop_back();
        announceRemoved({&own, list, row});
    }
    for (const Block &block : blocks) {
        own.push_back(block);
        announceInserted({&own, list, static_cast<int>(own.size()) - 1});
    }
}

void DocumentEdits::setDraftFrame(const DraftFrame &frame)
{
    if (frame == conversation().draftFrame)
        return;
    const DraftFrame wanted = frame; // may be the one that is replaced
    replaceDraftList(beforeDraftList, wanted.before);
    replaceDraftList(afterDraftList, wanted.after);
    setDraftRole(wanted.role);
}

} // namespace outcrop::conversation
