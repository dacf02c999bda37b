// SPDX-License-Identifier: GPL-3.0-or-later

// The steps of undo as JSON and back (undojournal.h).

#include "core/conversation/commands.h"
#include "core/conversation/turnjson.h"

namespace outcrop::conversation
{

using json::Json;

namespace
{

Json object(QLatin1StringView kind, const QUndoCommand &command)
{
    return Json::object(
        {{QLatin1StringView("kind"), Json(kind)}, {QLatin1StringView("text"), Json(command.text())}});
}

void setOptional(Json &to, QLatin1StringView key, const std::optional<Json> &value)
{
    if (value)
        to.set(key, *value);
}

QString textOf(const Json &from, QLatin1StringView key)
{
    return from.value(key).toString();
}

Json blockToJson(const Block &block)
{
    return Json::object({{QLatin1StringView("id"), Json(block.id)},
                         {QLatin1StringView("value"), block.value},
                         {QLatin1StringView("muted"), Json(block.muted)},
                         {QLatin1StringView("fileName"), Json(block.fileName)}});
}

Block blockFromJson(const Json &from)
{
    return {textOf(from, QLatin1StringView("id")), from.value(QLatin1StringView("value")),
            from.value(QLatin1StringView("muted")).toBool().value_or(false),
            textOf(from, QLatin1StringView("fileName"))};
}

Json blockListToJson(const std::vector<Block> &blocks)
{
    Json list = Json::array();
    for (const Block &block : blocks)
        list.append(blockToJson(block));
    return list;
}

std::vector<Block> blockListFromJson(const Json &from)
{
    std::vector<Block> blocks;
    for (qsizetype i = 0; i < from.size(); ++i)
        blocks.push_back(blockFromJson(from.at(i)));
    return blocks;
}

Json frameToJson(const DraftFrame &frame)
{
    return Json::object({{QLatin1StringView("role"), Json(frame.role)},
                         {QLatin1StringView("before"), blockListToJson(frame.before)},
                         {QLatin1StringView("after"), blockListToJson(frame.after)}});
}

DraftFrame frameFromJson(const Json &from)
{
    return {textOf(from, QLatin1StringView("role")),
            blockListFromJson(from.value(QLatin1StringView("before"))),
            blockListFromJson(from.value(QLatin1StringView("after")))};
}

Json changeToJson(const TreeChange &change)
{
    Json children = Json::array();
    for (const auto &[parent, of] : change.children) {
        Json ids = Json::array();
        for (const QString &id : of.ids)
            ids.append(Json(id));
        children.append(Json::object({{QLatin1StringView("parent"), Json(parent)},
                                      {QLatin1StringView("ids"), ids},
                                      {QLatin1StringView("chosen"), Json(of.chosen)}}));
    }
    Json added = Json::array();
    for (const Turn &turn : change.added)
        added.append(turnToJson(turn));
    Json removed = Json::array();
    for (const QString &id : change.removed)
        removed.append(Json(id));
    return Json::object({{QLatin1StringView("children"), children},
                         {QLatin1StringView("added"), added},
                         {QLatin1StringView("removed"), removed}});
}

TreeChange changeFromJson(const Json &from)
{
    TreeChange change;
    const Json children = from.value(QLatin1StringView("children"));
    for (qsizetype i = 0; i < children.size(); ++i) {
        TurnTree::Children of;
        const Json ids = children.at(i).value(QLatin1StringView("ids"));
        for (qsizetype id = 0; id < ids.size(); ++id)
            of.ids.push_back(ids.at(id).toString());
        of.chosen = textOf(children.at(i), QLatin1StringView("chosen"));
        change.children[textOf(children.at(i), QLatin1StringView("parent"))] = of;
    }
    const Json added = from.value(QLatin1StringView("added"));
    for (qsizetype i = 0; i < added.size(); ++i)
        change.added.push_back(turnFromJson(added.at(i)));
    const Json removed = from.value(QLatin1StringView("removed"));
    for (qsizetype i = 0; i < removed.size(); ++i)
        change.removed.push_back(removed.at(i).toString());
    return change;
}

int numberOf(const Json &from, QLatin1StringView key)
{
    return static_cast<int>(from.value(key).toInt().value_or(-1));
}

constexpr QLatin1StringView memberKind("member");
constexpr QLatin1StringView insertKind("insertBlock");
constexpr QLatin1StringView removeKind("removeBlock");
constexpr QLatin1StringView moveKind("moveBlock");
constexpr QLatin1StringView changeKind("changeBlock");
constexpr QLatin1StringView treeKind("tree");
constexpr QLatin1StringView draftKind("draft");
constexpr QLatin1StringView replaceKind("replaceTurn");

} // namespace

std::optional<Json> SetMemberCommand::toJson() const
{
    Json step = object(memberKind, *this);
    step.set(QLatin1StringView("name"), Json(static_cast<int>(m_name.kind)));
    step.set(QLatin1StringView("key"), Json(m_name.key));
    setOptional(step, QLatin1StringView("before"), m_before);
    setOptional(step, QLatin1StringView("after"), m_after);
    return step;
}

SetMemberCommand::SetMemberCommand(ConversationDocument &document, const Json &from)
    : DocumentCommand(textOf(from, QLatin1StringView("text")))
    , m_edits(document)
    , m_name{static_cast<MemberName::Kind>(numberOf(from, QLatin1StringView("name"))),
             textOf(from, QLatin1StringView("key"))}
    , m_before(from.find(QLatin1StringView("before")))
    , m_after(from.find(QLatin1StringView("after")))
    , m_typing(ConversationDocument::Typing::No)
    , m_lastBefore(m_before)
{
}

std::optional<Json> InsertBlockCommand::toJson() const
{
    Json step = object(insertKind, *this);
    step.set(QLatin1StringView("turn"), Json(m_position.turnId));
    step.set(QLatin1StringView("after"), Json(m_position.position.afterId));
    step.set(QLatin1StringView("block"), blockToJson(m_block));
    return step;
}

InsertBlockCommand::InsertBlockCommand(ConversationDocument &document, const Json &from)
    : DocumentCommand(textOf(from, QLatin1StringView("text")))
    , m_edits(document)
    , m_position{textOf(from, QLatin1StringView("turn")), {textOf(from, QLatin1StringView("after"))}}
    , m_block(blockFromJson(from.value(QLatin1StringView("block"))))
{
}

std::optional<Json> RemoveBlockCommand::toJson() const
{
    Json step = object(removeKind, *this);
    step.set(QLatin1StringView("turn"), Json(m_position.turnId));
    step.set(QLatin1StringView("after"), Json(m_position.position.afterId));
    step.set(QLatin1StringView("block"), blockToJson(m_block));
    return step;
}

RemoveBlockCommand::RemoveBlockCommand(ConversationDocument &document, const Json &from)
    : DocumentCommand(textOf(from, QLatin1StringView("text")))
    , m_edits(document)
    , m_position{textOf(from, QLatin1StringView("turn")), {textOf(from, QLatin1StringView("after"))}}
    , m_block(blockFromJson(from.value(QLatin1StringView("block"))))
{
}

std::optional<Json> MoveBlockCommand::toJson() const
{
    Json step = object(moveKind, *this);
    step.set(QLatin1StringView("block"), Json(m_blockId));
    step.set(QLatin1StringView("before"), Json(m_before.afterId));
    step.set(QLatin1StringView("after"), Json(m_after.afterId));
    return step;
}

std::optional<Json> ChangeBlockCommand::toJson() const
{
    Json step = object(changeKind, *this);
    step.set(QLatin1StringView("block"), Json(m_blockId));
    step.set(QLatin1StringView("before"), m_before);
    step.set(QLatin1StringView("after"), m_after);
    return step;
}

ChangeBlockCommand::ChangeBlockCommand(ConversationDocument &document, const Json &from)
    : DocumentCommand(textOf(from, QLatin1StringView("text")))
    , m_edits(document)
    , m_blockId(textOf(from, QLatin1StringView("block")))
    , m_before(from.value(QLatin1StringView("before")))
    , m_after(from.value(QLatin1StringView("after")))
    , m_typing(ConversationDocument::Typing::No)
    , m_lastBefore(m_before)
{
}

std::optional<Json> ChangeTreeCommand::toJson() const
{
    Json step = object(treeKind, *this);
    step.set(QLatin1StringView("change"), changeToJson(m_change));
    step.set(QLatin1StringView("inverse"), changeToJson(m_inverse));
    return step;
}

ChangeTreeCommand::ChangeTreeCommand(ConversationDocument &document, const Json &from)
    : DocumentCommand(textOf(from, QLatin1StringView("text")))
    , m_edits(document)
    , m_change(changeFromJson(from.value(QLatin1StringView("change"))))
    , m_inverse(changeFromJson(from.value(QLatin1StringView("inverse"))))
{
}

std::optional<Json> AppendDraftCommand::toJson() const
{
    std::optional<Json> step = ChangeTreeCommand::toJson();
    step->set(QLatin1StringView("kind"), Json(draftKind));
    step->set(QLatin1StringView("draft"), Json(m_draft));
    step->set(QLatin1StringView("frame"), frameToJson(m_frame));
    return step;
}

AppendDraftCommand::AppendDraftCommand(ConversationDocument &document, const Json &from)
    : ChangeTreeCommand(document, from)
    , m_document(document)
    , m_draft(textOf(from, QLatin1StringView("draft")))
    , m_frame(frameFromJson(from.value(QLatin1StringView("frame"))))
{
}

std::optional<Json> ReplaceTurnCommand::toJson() const
{
    Json step = object(replaceKind, *this);
    step.set(QLatin1StringView("before"), turnToJson(m_before));
    step.set(QLatin1StringView("after"), turnToJson(m_after));
    return step;
}

/// Places besides turns and the system prompt that this version knows; earlier ones had others.
bool isKnownPlace(const QString &turnId)
{
    return !turnId.startsWith(u'@') || DocumentEdits::isDraftPlace(turnId);
}

std::unique_ptr<DocumentCommand> commandFromJson(ConversationDocument &document, const Json &from)
{
    const QString kind = textOf(from, QLatin1StringView("kind"));
    const QString text = textOf(from, QLatin1StringView("text"));
    if (kind == memberKind) {
        const int name = numberOf(from, QLatin1StringView("name"));
        if (name < 0 || name > static_cast<int>(MemberName::Kind::Muted))
            return nullptr;
        return std::make_unique<SetMemberCommand>(document, from);
    }
    if ((kind == insertKind || kind == removeKind) && !isKnownPlace(textOf(from, QLatin1StringView("turn"))))
        return nullptr;
    if (kind == insertKind)
        return std::make_unique<InsertBlockCommand>(document, from);
    if (kind == removeKind)
        return std::make_unique<RemoveBlockCommand>(document, from);
    if (kind == moveKind)
        return std::make_unique<MoveBlockCommand>(document, textOf(from, QLatin1StringView("block")),
                                                  Position{textOf(from, QLatin1StringView("before"))},
                                                  Position{textOf(from, QLatin1StringView("after"))}, text);
    if (kind == changeKind)
        return std::make_unique<ChangeBlockCommand>(document, from);
    if (kind == treeKind)
        return std::make_unique<ChangeTreeCommand>(document, from);
    if (kind == draftKind && from.contains(QLatin1StringView("target")))
        return nullptr; // was a rewording in the composer
    if (kind == draftKind)
        return std::make_unique<AppendDraftCommand>(document, from);
    if (kind == replaceKind)
        return std::make_unique<ReplaceTurnCommand>(
            document, turnFromJson(from.value(QLatin1StringView("before"))),
            turnFromJson(from.value(QLatin1StringView("after"))), text);
    return nullptr;
}

std::optional<Json> macroToJson(const QString &text, const std::vector<std::optional<Json>> &steps)
{
    Json items = Json::array();
    for (const std::optional<Json> &step : steps) {
        if (!step)
            return std::nullopt;
        items.append(*step);
    }
    return Json::object({{QLatin1StringView("kind"), Json(QLatin1StringView("macro"))},
                         {QLatin1StringView("text"), Json(text)},
                         {QLatin1StringView("steps"), items}});
}

} // namespace outcrop::conversation
