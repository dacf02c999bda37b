// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"

#include "core/conversation/answerfacts.h"
#include "core/conversation/turnjson.h"

#include <algorithm>
#include <array>

namespace outcrop::conversation
{

namespace
{

using json::Json;

/// The order of the members in the file.
constexpr std::array<QLatin1StringView, 22> memberOrder{
    QLatin1StringView("format"),          QLatin1StringView("version"),      QLatin1StringView("id"),
    QLatin1StringView("title"),           QLatin1StringView("connection"),   QLatin1StringView("modelId"),
    QLatin1StringView("stream"),          QLatin1StringView("system"),       QLatin1StringView("toolConfig"),
    QLatin1StringView("inferenceConfig"), QLatin1StringView("otherMembers"), QLatin1StringView("variables"),
    QLatin1StringView("mainLine"),        QLatin1StringView("chosen"),       QLatin1StringView("turns"),
    QLatin1StringView("awaited"),         QLatin1StringView("draft"),        QLatin1StringView("draftRole"),
    QLatin1StringView("draftBefore"),     QLatin1StringView("draftAfter"),   QLatin1StringView("edits"),
    QLatin1StringView("requestText")};

/// Like setMember(), and a member that was absent comes to stand behind those that go before it.
void setInOrder(Json &root, QLatin1StringView key, const std::optional<Json> &value)
{
    if (!value || root.contains(key)) {
        setMember(root, key, value);
        return;
    }
    qsizetype place = 0;
    for (const QLatin1StringView before : memberOrder) {
        if (before == key)
            break;
        place = std::max(place, root.indexOf(before) + 1);
    }
    root.insertMember(place, key, *value);
}

std::optional<Json> textOrNothing(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(Json(text));
}

/// The chosen child where it is not the last one.
std::optional<Json> chosenOf(const TurnTree::Children &children)
{
    return children.ids.empty() || children.chosen == children.ids.back()
               ? std::nullopt
               : std::optional(Json(children.chosen));
}

/// Like setMember(), and a member that was absent comes to stand behind @p before.
void setBehind(Json &object, QLatin1StringView before, QLatin1StringView key,
               const std::optional<Json> &value)
{
    if (value && !object.contains(key))
        object.insertMember(object.indexOf(before) + 1, key, *value);
    else
        setMember(object, key, value);
}

Json encodeTurn(const Turn &turn, const std::optional<QString> &parent, const TurnTree::Children &children)
{
    Json object = turn.stored.isObject() ? turn.stored : Json::object();
    setMember(object, QLatin1StringView("id"), Json(turn.id));
    // Before the content, so that a member which comes or goes is one line.
    setBehind(object, QLatin1StringView("id"), QLatin1StringView("note"), textOrNothing(turn.note));
    setBehind(object, QLatin1StringView("id"), QLatin1StringView("chosen"), chosenOf(children));
    setBehind(object, QLatin1StringView("id"), QLatin1StringView("parent"),
              parent ? std::optional(Json(*parent)) : std::nullopt);
    setMember(object, QLatin1StringView("role"), Json(turn.role));
    setMember(object, QLatin1StringView("content"), blocksToJson(turn.content));
    setMember(object, QLatin1StringView("state"),
              turn.state == TurnState::Complete ? std::nullopt
                                                : std::optional(Json(turnStateName(turn.state))));
    setMember(object, QLatin1StringView("otherMembers"),
              turn.otherMembers.isEmpty() ? std::nullopt : std::optional(turn.otherMembers));
    const Json facts = encodeFacts(turn.facts, object.value(QLatin1StringView("answer")));
    setMember(object, QLatin1StringView("answer"), facts.isEmpty() ? std::nullopt : std::optional(facts));
    return object;
}

/// @p conversation is linked.
Json encodeTurns(const Conversation &conversation)
{
    QHash<QString, const Turn *> onBranch;
    for (const Turn &turn : conversation.turns)
        onBranch.insert(turn.id, &turn);
    Json turns = Json::array();
    QString before;
    for (const QString &id : conversation.tree.subtree({})) {
        const Turn *turn = onBranch.value(id);
        if (!turn)
            turn = conversation.findTurn(id);
        const QString parent = conversation.tree.parentOf(id);
        if (turn)
            turns.append(encodeTurn(*turn, parent == before ? std::nullopt : std::optional(parent),
                                    conversation.tree.children(id)));
        before = id;
    }
    return turns;
}

std::optional<Json> blocksOrNothing(const std::vector<Block> &blocks)
{
    return blocks.empty() ? std::nullopt : std::optional(blocksToJson(blocks));
}

std::optional<Json> encodeAwaited(const Conversation &conversation)
{
    if (!conversation.awaited)
        return std::nullopt;
    return Json::object({{QLatin1StringView("turn"), Json(conversation.awaited->turnId)},
                         {QLatin1StringView("parent"), Json(conversation.awaited->parentId)}});
}

/// Edits of turns that are there no more are forgotten with them.
std::optional<Json> encodeEdits(const Conversation &conversation)
{
    Json edits = Json::array();
    for (const TurnEdit &edit : conversation.edits) {
        if (conversation.tree.contains(edit.turnId))
            edits.append(Json::object({{QLatin1StringView("turn"), Json(edit.turnId)},
                                       {QLatin1StringView("role"), Json(edit.role)},
                                       {QLatin1StringView("content"), blocksToJson(edit.content)}}));
    }
    return edits.isEmpty() ? std::nullopt : std::optional(edits);
}

} // namespace

QByteArray encodeConversation(const Conversation &given)
{
    Conversation conversation = given;
    conversation.linkTurns();
    Json root = conversation.stored.isObject() ? conversation.stored : Json::object();
    const auto objectOrNothing = [](const Json &object) {
        return object.isEmpty() ? std::nullopt : std::optional(object);
    };

    setInOrder(root, QLatin1StringView("format"), Json(fileFormatName));
    setInOrder(root, QLatin1StringView("version"), Json(fileFormatVersion));
    setInOrder(root, QLatin1StringView("id"), Json(conversation.id));
    setInOrder(root, QLatin1StringView("title"), Json(conversation.title));
    setInOrder(root, QLatin1StringView("connection"), Json(conversation.connectionName));
    setInOrder(root, QLatin1StringView("modelId"), Json(conversation.modelId));
    setInOrder(root, QLatin1StringView("stream"), Json(conversation.stream));
    setInOrder(root, QLatin1StringView("system"), blocksToJson(conversation.system));
    setInOrder(root, QLatin1StringView("toolConfig"), objectOrNothing(conversation.toolConfig));
    setInOrder(root, QLatin1StringView("inferenceConfig"), objectOrNothing(conversation.inference));
    setInOrder(root, QLatin1StringView("otherMembers"), objectOrNothing(conversation.otherMembers));
    setInOrder(root, QLatin1StringView("variables"), objectOrNothing(conversation.variables));
    setInOrder(root, QLatin1StringView("mainLine"), textOrNothing(conversation.mainLine));
    setInOrder(root, QLatin1StringView("chosen"), chosenOf(conversation.tree.children({})));
    setInOrder(root, QLatin1StringView("turns"), encodeTurns(conversation));
    setInOrder(root, QLatin1StringView("awaited"), encodeAwaited(conversation));
    setInOrder(root, QLatin1StringView("draft"), Json(conversation.draft));
    setInOrder(root, QLatin1StringView("draftRole"), textOrNothing(conversation.draftFrame.role));
    setInOrder(root, QLatin1StringView("draftBefore"), blocksOrNothing(conversation.draftFrame.before));
    setInOrder(root, QLatin1StringView("draftAfter"), blocksOrNothing(conversation.draftFrame.after));
    setInOrder(root, QLatin1StringView("edits"), encodeEdits(conversation));
    setInOrder(root, QLatin1StringView("requestText"),
               conversation.requestText ? std::optional(Json(*conversation.requestText)) : std::nullopt);
    return json::write(root, json::Layout::Pretty) + '\n';
}

Json turnToJson(const Turn &turn)
{
    Json object = encodeTurn(turn, std::nullopt, {});
    object.set(QLatin1StringView("blockIds"), blockIdsToJson(turn.content));
    Json names = Json::array();
    for (const Block &block : turn.content)
        names.append(Json(block.fileName));
    object.set(QLatin1StringView("fileNames"), names);
    return object;
}

Json blockIdsToJson(const std::vector<Block> &blocks)
{
    Json ids = Json::array();
    for (const Block &block : blocks)
        ids.append(Json(block.id));
    return ids;
}

} // namespace outcrop::conversation
