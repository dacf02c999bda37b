// SPDX-License-Identifier: GPL-3.0-or-later

// What the fix of a finding does to the document.

#include "core/conversation/conversationdocument.h"
#include "core/conversation/requestlint.h"

#include <algorithm>

namespace outcrop::conversation
{

using namespace Qt::StringLiterals;
using converse::LintEdit;
using json::Json;
using EditKind = LintEdit::Kind;
using Kind = RequestPlace::Kind;

namespace
{

/// @p value with the edit at its place inside; nothing when the value itself is taken out.
std::optional<Json> edited(const Json &value, const PlacedEdit &edit)
{
    if (!edit.place.inside.isEmpty())
        return converse::withEdit(value, {edit.kind, edit.place.inside, edit.value});
    return edit.kind == EditKind::Remove ? std::nullopt : std::optional(edit.value);
}

bool editBlock(ConversationDocument &document, const PlacedEdit &edit, const std::vector<Block> &blocks)
{
    if (edit.kind == EditKind::Insert && edit.place.inside.isEmpty())
        return !document.insertBlock({edit.place.turnId}, edit.place.row, edit.value).isEmpty();
    const auto block = std::ranges::find(blocks, edit.place.blockId, &Block::id);
    if (block == blocks.end())
        return false;
    if (const auto value = edited(block->value, edit))
        return document.changeBlock(edit.place.blockId, *value);
    if (blocks.size() == 1 && !edit.place.turnId.isEmpty())
        return document.removeTurn(edit.place.turnId);
    return document.removeBlock(edit.place.blockId);
}

bool editMessage(ConversationDocument &document, const PlacedEdit &edit)
{
    const Turn *turn = document.conversation().findTurn(edit.place.turnId);
    if (!turn)
        return false;
    if (!edit.place.blockId.isEmpty() || edit.place.row >= 0) {
        const std::vector<Block> blocks = turn->content;
        return editBlock(document, edit, blocks);
    }
    if (edit.kind == EditKind::Remove)
        return document.removeTurn(edit.place.turnId);
    if (edit.place.inside.tokens() != QStringList{u"role"_s})
        return false;
    Turn changed = *turn;
    changed.role = edit.value.toString();
    return document.replaceTurn(edit.place.turnId, changed);
}

/// The composer's blocks are edited like others; what would come before them is a turn of its own.
bool editDraft(ConversationDocument &document, const PlacedEdit &edit)
{
    if (!edit.place.blockId.isEmpty() && edit.kind != EditKind::Insert) {
        const DraftFrame &frame = document.conversation().draftFrame;
        std::vector<Block> blocks = frame.before;
        blocks.insert(blocks.end(), frame.after.begin(), frame.after.end());
        const auto block = std::ranges::find(blocks, edit.place.blockId, &Block::id);
        if (block == blocks.end())
            return false;
        const auto value = edited(block->value, edit);
        return value ? document.changeBlock(block->id, *value) : document.removeBlock(block->id);
    }
    if (edit.kind == EditKind::Insert && edit.value.contains("text"_L1) &&
        document.conversation().draft.trimmed().isEmpty()) {
        document.setDraft(edit.value.value("text"_L1).toString());
        return true;
    }
    const bool isResult = edit.value.contains("toolResult"_L1);
    if (edit.kind != EditKind::Insert || !edit.place.inside.isEmpty() || !isResult)
        return false;
    return !document.appendTurn(makeTurn(u"user"_s, {makeBlock(edit.value)})).isEmpty();
}

bool editSystem(ConversationDocument &document, const PlacedEdit &edit)
{
    const std::vector<Block> blocks = document.conversation().system;
    if (!edit.place.blockId.isEmpty() || edit.kind != EditKind::Remove)
        return editBlock(document, edit, blocks);
    for (const Block &block : blocks)
        document.setBlockMuted(block.id, true);
    return true;
}

bool editTool(ConversationDocument &document, const PlacedEdit &edit)
{
    Json tools = document.conversation().tools();
    const qsizetype row = edit.place.row;
    if (row < 0 || row >= tools.size() || tools.at(row).contains(mutedBlockMember))
        return false;
    if (const auto value = edited(tools.at(row), edit))
        tools.setAt(row, *value);
    else
        tools.removeAt(row);
    document.setTools(tools);
    return true;
}

bool editTools(ConversationDocument &document, const PlacedEdit &edit)
{
    Json tools = document.conversation().tools();
    if (edit.kind == EditKind::Remove) { // switched off, not thrown away
        for (qsizetype i = 0; i < tools.size(); ++i) {
            if (!tools.at(i).contains(mutedBlockMember))
                tools.setAt(i, Json::object({{mutedBlockMember, tools.at(i)}}));
        }
        document.setTools(tools);
        return true;
    }
    const Json more = edit.value.value("tools"_L1);
    for (qsizetype i = 0; i < more.size(); ++i)
        tools.append(more.at(i));
    document.setTools(tools);
    return !more.isEmpty();
}

bool editInference(ConversationDocument &document, const PlacedEdit &edit)
{
    const Json &inference = document.conversation().inference;
    if (!edit.place.member.isEmpty()) {
        document.setInference(edit.place.member, edited(inference.value(edit.place.member), edit));
        return true;
    }
    QStringList members;
    for (qsizetype i = 0; i < inference.size(); ++i)
        members.append(inference.keyAt(i));
    for (const QString &member : members)
        document.setInference(member, std::nullopt);
    return !members.isEmpty();
}

bool applyEdit(ConversationDocument &document, const PlacedEdit &edit)
{
    switch (edit.place.kind) {
    case Kind::Request:
        return false;
    case Kind::Draft:
        return editDraft(document, edit);
    case Kind::Message:
        return editMessage(document, edit);
    case Kind::System:
        return editSystem(document, edit);
    case Kind::Tools:
        return editTools(document, edit);
    case Kind::Tool:
        return editTool(document, edit);
    case Kind::ToolChoice:
        document.setToolChoice(edited(document.conversation().toolConfig.value("toolChoice"_L1), edit));
        return true;
    case Kind::Inference:
        return editInference(document, edit);
    case Kind::Other:
        document.setOtherMember(edit.place.member,
                                edited(document.conversation().otherMembers.value(edit.place.member), edit));
        return true;
    }
    return false;
}

} // namespace

bool applyFix(ConversationDocument &document, const RequestFinding &finding)
{
    if (finding.edits.empty() || document.isReadOnly())
        return false;
    if (finding.edits.size() == 1) // its own words say more than those of a button
        return applyEdit(document, finding.edits.front());
    document.undoStack().beginMacro(finding.fixLabel);
    bool any = false;
    for (const PlacedEdit &edit : finding.edits)
        any = applyEdit(document, edit) || any;
    document.undoStack().endMacro();
    return any;
}

} // namespace outcrop::conversation
