// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestedit.h"

#include "core/conversation/requestmatch.h"
#include "core/conversation/treechange.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;
using Typing = ConversationDocument::Typing;

namespace
{

QString stepText()
{
    return QCoreApplication::translate("outcrop::conversation::RequestEdit", "Edit request JSON");
}

class RequestEdit
{
public:
    RequestEdit(ConversationDocument &document, RequestEditing &editing)
        : m_document(document), m_edits(document), m_editing(editing)
    {
    }

    void apply(const Json &body)
    {
        const RequestLayout layout = requestLayout(conversation(), m_editing.shape);
        editTools(body.value(QLatin1StringView("toolConfig")), layout);
        editSystem(itemsOf(body.value(QLatin1StringView("system"))), layout);
        editMessages(body.value(QLatin1StringView("messages")), layout);
        setObject(MemberName::Kind::InferenceConfig, conversation().inference,
                  body.value(QLatin1StringView("inferenceConfig")));
        Json others = body;
        for (const char *own : {"toolConfig", "system", "messages", "inferenceConfig"})
            others.remove(own);
        setObject(MemberName::Kind::OtherMembers, conversation().otherMembers, others);
    }

    template <typename Command, typename... Arguments>
    void run(Arguments &&...arguments)
    {
        auto step = std::make_shared<Command>(m_document, std::forward<Arguments>(arguments)..., stepText());
        step->redo();
        steps.push_back(std::move(step));
    }
    void setMember(const MemberName &name, const std::optional<Json> &value)
    {
        run<SetMemberCommand>(name, value, Typing::No);
    }

    RequestEditCommand::Steps steps;

private:
    const Conversation &conversation() const { return m_document.conversation(); }
    Json own(const Json &value) const { return ownCopy(value, m_editing.text); }

    void setObject(MemberName::Kind kind, const Json &before, const Json &after)
    {
        if (after.isNull() ? !before.isEmpty() : after != before)
            setMember({kind, {}}, after.isNull() ? Json::object() : own(after));
    }

    void editTools(const Json &wanted, const RequestLayout &layout);
    void editSystem(const std::vector<Json> &wanted, const RequestLayout &layout);
    void editMessages(const Json &wanted, const RequestLayout &layout);
    /// Gives the ids of the blocks that are @p wanted afterwards. @p fallback takes what has no neighbour.
    std::vector<QString> editBlocks(const RequestMessage &before, const std::vector<Json> &wanted,
                                    const QString &fallback);
    void editMessage(const RequestMessage &before, const RequestMessage &after);
    void setTurn(const QString &turnId, const QString &role, const Json &others);
    void removeMessage(const RequestMessage &message);
    void removeTurn(const QString &turnId);
    void removeEmptiedTurns(const RequestMessage &message);
    QString insertMessage(const RequestMessage &message, const QString &afterTurn, const QString &beforeTurn);
    void remember(const QString &turnId, const std::vector<QString> &blocks);

    ConversationDocument &m_document;
    DocumentEdits m_edits;
    RequestEditing &m_editing;
    RequestShape m_shape; ///< afterwards
};

void RequestEdit::editTools(const Json &wanted, const RequestLayout &layout)
{
    const Json config = conversation().toolConfig;
    const Json result = withTools(config, wanted, layout, m_editing.text);
    if (result.isEmpty() ? !config.isEmpty() : result != config)
        setMember({MemberName::Kind::ToolConfig, {}},
                  result.isEmpty() ? std::nullopt : std::optional(result));
}

void RequestEdit::editSystem(const std::vector<Json> &wanted, const RequestLayout &layout)
{
    RequestMessage before;
    for (const int row : layout.system) {
        const Block &block = conversation().system[static_cast<size_t>(row)];
        before.content.push_back(block.value);
        before.blocks.push_back(block.id);
        before.turnOfBlock.emplace_back();
    }
    editBlocks(before, wanted, {});
}

std::vector<QString> RequestEdit::editBlocks(const RequestMessage &before, const std::vector<Json> &wanted,
                                             const QString &fallback)
{
    std::vector<int> oldOf(wanted.size(), -1);
    std::vector<bool> kept(before.content.size());
    std::vector<bool> unchanged(wanted.size());
    for (const auto &[i, j, same] : alignParts(before.content, wanted)) {
        oldOf[static_cast<size_t>(j)] = i;
        unchanged[static_cast<size_t>(j)] = same;
        kept[static_cast<size_t>(i)] = true;
    }
    std::vector<QString> ids;
    QString turn = fallback;
    for (size_t j = 0; j < wanted.size(); ++j) {
        if (const int i = oldOf[j]; i >= 0) {
            const auto old = static_cast<size_t>(i);
            if (!unchanged[j])
                run<ChangeBlockCommand>(before.blocks[old], own(wanted[j]), Typing::No);
            ids.push_back(before.blocks[old]);
            turn = before.turnOfBlock[old];
            continue;
        }
        const auto next = std::ranges::find_if(oldOf.begin() + static_cast<std::ptrdiff_t>(j), oldOf.end(),
                                               [](int i) { return i >= 0; });
        BlockPosition position = m_edits.positionAt(turn, std::numeric_limits<int>::max());
        if (!ids.empty())
            position = {turn, {ids.back()}};
        else if (next != oldOf.end())
            position = *m_edits.positionOfBlock(before.blocks[static_cast<size_t>(*next)]);
        turn = position.turnId;
        const Block block = makeBlock(own(wanted[j]));
        run<InsertBlockCommand>(position, block);
        ids.push_back(block.id);
    }
    for (size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i])
            run<RemoveBlockCommand>(before.blocks[i]);
    }
    return ids;
}

void RequestEdit::editMessages(const Json &wanted, const RequestLayout &layout)
{
    std::vector<RequestMessage> before;
    for (const RequestLayout::Message &message : layout.messages)
        before.push_back(requestMessage(conversation(), message));
    std::vector<RequestMessage> after;
    for (qsizetype i = 0; i < wanted.size(); ++i)
        after.push_back(requestMessage(wanted.at(i)));
    const auto old = [&](int i) -> const RequestMessage & { return before[static_cast<size_t>(i)]; };
    const auto now = [&](int j) -> const RequestMessage & { return after[static_cast<size_t>(j)]; };

    std::vector<int> oldOf(after.size(), -1);
    std::vector<bool> kept(before.size());
    for (const auto &[i, j, same] : alignMessages(before, after)) {
        oldOf[static_cast<size_t>(j)] = i;
        kept[static_cast<size_t>(i)] = true;
        if (same)
            remember(old(i).turns.front(), old(i).blocks);
        else
            editMessage(old(i), now(j));
    }
    QString last; // turn of the message before
    for (size_t j = 0; j < after.size(); ++j) {
        if (const int i = oldOf[j]; i >= 0) {
            for (const QString &turn : old(i).turns)
                last = conversation().indexOfTurn(turn) ? turn : last;
            continue;
        }
        const auto next = std::ranges::find_if(oldOf.begin() + static_cast<std::ptrdiff_t>(j), oldOf.end(),
                                               [](int i) { return i >= 0; });
        last = insertMessage(after[j], last, next == oldOf.end() ? QString() : old(*next).turns.front());
    }
    for (size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i])
            removeMessage(before[i]);
    }
    m_editing.shape = m_shape;
}

void RequestEdit::editMessage(const RequestMessage &before, const RequestMessage &after)
{
    for (size_t k = 0; k < before.turns.size(); ++k) {
        const Turn &turn = *conversation().findTurn(before.turns[k]);
        const Json others = before.others == after.others ? turn.otherMembers
                            : k == 0                      ? own(after.others)
                                                          : Json::object();
        setTurn(before.turns[k], after.role, others);
    }
    const std::vector<QString> blocks = editBlocks(before, after.content, before.turns.front());
    removeEmptiedTurns(before);
    const auto stays = [&](const QString &turn) { return conversation().indexOfTurn(turn).has_value(); };
    remember(*std::ranges::find_if(before.turns, stays), blocks);
}

void RequestEdit::setTurn(const QString &turnId, const QString &role, const Json &others)
{
    const Turn &before = *conversation().findTurn(turnId);
    if (before.role == role && before.otherMembers == others)
        return;
    Turn after = before;
    after.role = role;
    after.otherMembers = others;
    run<ReplaceTurnCommand>(before, after);
}

/// Of several turns of one message those go that have nothing any more; one has to stay for the message.
void RequestEdit::removeEmptiedTurns(const RequestMessage &message)
{
    if (message.turns.size() < 2)
        return;
    size_t left = message.turns.size();
    for (const QString &id : message.turns) {
        if (left > 1 && conversation().findTurn(id)->content.empty()) {
            removeTurn(id);
            --left;
        }
    }
}

void RequestEdit::removeTurn(const QString &turnId)
{
    m_editing.cutTurns.push_back(*conversation().findTurn(turnId));
    run<ChangeTreeCommand>(removal(conversation().tree, turnId));
}

/// What is not in the text, because it is not sent, stays.
void RequestEdit::removeMessage(const RequestMessage &message)
{
    for (const QString &id : message.turns) {
        const Turn turn = *conversation().findTurn(id);
        const auto shown = std::ranges::count(message.turnOfBlock, id);
        if (shown == std::ssize(turn.content)) {
            removeTurn(id);
            continue;
        }
        for (size_t i = 0; i < message.blocks.size(); ++i) {
            if (message.turnOfBlock[i] == id)
                run<RemoveBlockCommand>(message.blocks[i]);
        }
    }
}

QString RequestEdit::insertMessage(const RequestMessage &message, const QString &afterTurn,
                                   const QString &beforeTurn)
{
    Turn turn = makeTurn(message.role, {});
    const auto isPastedAgain = [&](const Turn &cut) {
        return cut.role == message.role && cut.otherMembers == message.others &&
               !conversation().tree.contains(cut.id) &&
               std::ranges::equal(cut.content, message.content, {}, &Block::value);
    };
    if (const auto cut = std::ranges::find_if(m_editing.cutTurns, isPastedAgain);
        cut != m_editing.cutTurns.end()) {
        turn = *cut;
        m_editing.cutTurns.erase(cut);
    } else {
        for (const Json &part : message.content)
            turn.content.push_back(makeBlock(own(part)));
        turn.otherMembers = message.others.isEmpty() ? Json::object() : own(message.others);
    }
    // What is not sent stands behind the message it followed, but at the end nothing comes before it.
    int row = static_cast<int>(conversation().turns.size());
    if (!afterTurn.isEmpty() && !beforeTurn.isEmpty())
        row = conversation().indexOfTurn(afterTurn).value() + 1;
    else if (!beforeTurn.isEmpty())
        row = conversation().indexOfTurn(beforeTurn).value_or(0);
    run<ChangeTreeCommand>(insertion(conversation(), row, turn));
    std::vector<QString> blocks;
    for (const Block &block : turn.content)
        blocks.push_back(block.id);
    remember(turn.id, blocks);
    return turn.id;
}

void RequestEdit::remember(const QString &turnId, const std::vector<QString> &blocks)
{
    m_shape.messages.insert(turnId);
    for (const QString &block : blocks)
        m_shape.blocks.insert(block);
}

void finish(ConversationDocument &document, RequestEditCommand::Steps steps,
            const std::optional<TextRun> &typed)
{
    document.undoStack().push(new RequestEditCommand(std::move(steps), typed, stepText()));
}

} // namespace

base::Result<bool, RequestProblem> applyRequestBody(ConversationDocument &document, const Json &body,
                                                    RequestEditing &editing,
                                                    const std::optional<TextRun> &typed)
{
    if (const std::optional<RequestProblem> problem = checkRequestBody(body))
        return *problem;
    if (document.isReadOnly())
        return false;
    RequestEdit edit(document, editing);
    edit.apply(body);
    if (document.conversation().requestText)
        edit.setMember({MemberName::Kind::RequestText, {}}, std::nullopt);
    if (edit.steps.empty())
        return false;
    finish(document, std::move(edit.steps), typed);
    return true;
}

void setRequestText(ConversationDocument &document, const std::optional<QString> &text,
                    const std::optional<TextRun> &typed)
{
    if (document.isReadOnly() || text == document.conversation().requestText)
        return;
    RequestEditing none;
    RequestEdit edit(document, none);
    edit.setMember({MemberName::Kind::RequestText, {}}, text ? std::optional(Json(*text)) : std::nullopt);
    finish(document, std::move(edit.steps), typed);
}

} // namespace outcrop::conversation
