// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/documentedits.h"

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

namespace
{

std::optional<Json> textMember(const QString &text)
{
    return Json(text);
}

} // namespace

std::optional<Json> DocumentEdits::member(const MemberName &name) const
{
    const Conversation &from = conversation();
    switch (name.kind) {
    case MemberName::Kind::Title:
        return textMember(from.title);
    case MemberName::Kind::ModelId:
        return textMember(from.modelId);
    case MemberName::Kind::Connection:
        return textMember(from.connectionName);
    case MemberName::Kind::Stream:
        return Json(from.stream);
    case MemberName::Kind::Inference:
        return from.inference.find(name.key);
    case MemberName::Kind::ToolConfig:
        return from.toolConfig.isNull() ? std::nullopt : std::optional(from.toolConfig);
    case MemberName::Kind::Other:
        return from.otherMembers.find(name.key);
    case MemberName::Kind::Variable:
        return from.variables.find(name.key);
    case MemberName::Kind::MainLine:
        return textMember(from.mainLine);
    case MemberName::Kind::Note:
        return textMember(from.findTurn(name.key)->note);
    case MemberName::Kind::Muted:
        return Json(block(name.key).muted);
    case MemberName::Kind::InferenceConfig:
        return from.inference;
    case MemberName::Kind::OtherMembers:
        return from.otherMembers;
    case MemberName::Kind::RequestText:
        return from.requestText ? textMember(*from.requestText) : std::nullopt;
    }
    Q_UNREACHABLE();
}

void DocumentEdits::setMember(const MemberName &name, const std::optional<Json> &value)
{
    Conversation &to = conversation();
    const auto setIn = [&](Json &object) {
        if (value)
            object.set(name.key, *value);
        else
            object.remove(name.key);
    };
    switch (name.kind) {
    case MemberName::Kind::Title:
        to.title = value->toString();
        break;
    case MemberName::Kind::ModelId:
        to.modelId = value->toString();
        break;
    case MemberName::Kind::Connection:
        to.connectionName = value->toString();
        break;
    case MemberName::Kind::Stream:
        to.stream = value->toBool().value_or(true);
        break;
    case MemberName::Kind::Inference:
        setIn(to.inference);
        break;
    case MemberName::Kind::ToolConfig:
        to.toolConfig = value.value_or(Json());
        break;
    case MemberName::Kind::Other:
        setIn(to.otherMembers);
        break;
    case MemberName::Kind::Variable:
        setIn(to.variables);
        break;
    case MemberName::Kind::MainLine:
        to.mainLine = value->toString();
        break;
    case MemberName::Kind::Note:
        setNote(name.key, value->toString());
        break;
    case MemberName::Kind::Muted:
        blockAt(find(name.key)).muted = value->toBool().value_or(false);
        break;
    case MemberName::Kind::InferenceConfig:
    case MemberName::Kind::OtherMembers:
        setObject(name, value.value_or(Json::object()));
        break;
    case MemberName::Kind::RequestText:
        to.requestText = value ? std::optional(value->toString()) : std::nullopt;
        break;
    }
    announce(name);
    noteChange();
}

void DocumentEdits::announce(const MemberName &name)
{
    switch (name.kind) {
    case MemberName::Kind::Title:
        Q_EMIT m_document.titleChanged();
        break;
    case MemberName::Kind::ModelId:
        Q_EMIT m_document.modelChanged();
        break;
    case MemberName::Kind::Connection:
        Q_EMIT m_document.connectionChanged();
        break;
    case MemberName::Kind::Stream:
        Q_EMIT m_document.streamChanged();
        break;
    case MemberName::Kind::Inference:
        Q_EMIT m_document.inferenceChanged(name.key);
        break;
    case MemberName::Kind::ToolConfig:
        Q_EMIT m_document.toolsChanged();
        break;
    case MemberName::Kind::Other:
        Q_EMIT m_document.otherMemberChanged(name.key);
        break;
    case MemberName::Kind::Variable:
        Q_EMIT m_document.variableChanged(name.key);
        break;
    case MemberName::Kind::MainLine:
        Q_EMIT m_document.mainLineChanged();
        break;
    case MemberName::Kind::Note:
        announceTurn(name.key);
        break;
    case MemberName::Kind::Muted:
        announceBlock(find(name.key));
        break;
    case MemberName::Kind::InferenceConfig:
    case MemberName::Kind::OtherMembers:
        break; // setObject() did
    case MemberName::Kind::RequestText:
        Q_EMIT m_document.requestTextChanged();
        break;
    }
}

/// Announces each member that is another one afterwards.
void DocumentEdits::setObject(const MemberName &name, const Json &value)
{
    const bool inference = name.kind == MemberName::Kind::InferenceConfig;
    Json &object = inference ? conversation().inference : conversation().otherMembers;
    const Json before = std::exchange(object, value);
    QStringList changed;
    for (const Json &side : {before, value}) {
        for (qsizetype i = 0; i < side.size(); ++i) {
            const QString key = side.keyAt(i);
            if (!changed.contains(key) && before.find(key) != value.find(key))
                changed.append(key);
        }
    }
    for (const QString &key : std::as_const(changed)) {
        if (inference)
            Q_EMIT m_document.inferenceChanged(key);
        else
            Q_EMIT m_document.otherMemberChanged(key);
    }
}

/// Also of a turn beside the branch.
void DocumentEdits::setNote(const QString &turnId, const QString &note)
{
    if (conversation().indexOfTurn(turnId)) {
        turn(turnId).note = note;
        return;
    }
    Turn aside = *conversation().findTurn(turnId);
    aside.note = note;
    conversation().tree.putAside(aside);
}

Turn &DocumentEdits::turn(const QString &turnId) const
{
    const std::optional<int> row = conversation().indexOfTurn(turnId);
    Q_ASSERT(row);
    return conversation().turns[static_cast<size_t>(*row)];
}

void DocumentEdits::noteChange()
{
    m_document.m_saver.noteChange();
    Q_EMIT m_document.changed();
}

void DocumentEdits::setAwaited(const std::optional<AwaitedAnswer> &awaited)
{
    conversation().awaited = awaited;
    m_document.m_saver.noteChange();
}

void DocumentEdits::keepTurnEdit(const TurnEdit &edit)
{
    std::vector<TurnEdit> &edits = conversation().edits;
    const auto kept = std::ranges::find(edits, edit.turnId, &TurnEdit::turnId);
    if (kept != edits.end()) {
        *kept = edit;
    } else {
        edits.push_back(edit);
        announceTurn(edit.turnId);
    }
    noteChange();
}

void DocumentEdits::forgetTurnEdit(const QString &turnId)
{
    if (std::erase_if(conversation().edits, [&](const TurnEdit &edit) { return edit.turnId == turnId; }) == 0)
        return;
    announceTurn(turnId);
    noteChange();
}

void DocumentEdits::announceTurn(const QString &turnId)
{
    if (const std::optional<int> row = conversation().indexOfTurn(turnId))
        Q_EMIT m_document.turnChanged(*row);
}

void DocumentEdits::setDraft(const QString &text)
{
    conversation().draft = text;
    Q_EMIT m_document.draftChanged();
    noteChange();
}

TreeChange DocumentEdits::changeTree(const TreeChange &change)
{
    TurnTree &tree = conversation().tree;
    TreeChange inverse;
    QStringList changedForks; // where another number of siblings stands beside a turn that stays
    for (const auto &[parent, children] : change.children) {
        const TurnTree::Children before = tree.children(parent);
        inverse.children[parent] = before;
        if (before.ids.size() != children.ids.size() && before.chosen == children.chosen)
            changedForks.append(children.chosen);
    }
    for (const QString &id : change.removed)
        inverse.added.push_back(*conversation().findTurn(id));
    for (const Turn &added : change.added) {
        inverse.removed.push_back(added.id);
        tree.putAside(added);
    }
    for (const auto &[parent, children] : change.children)
        tree.setChildren(parent, children);

    const std::set<QString> gone(change.removed.begin(), change.removed.end());
    showBranch(gone);
    for (const QString &id : gone)
        tree.takeAside(id);
    for (const QString &id : changedForks)
        announceTurn(id);
    noteChange();
    return inverse;
}

void DocumentEdits::showBranch(const std::set<QString> &gone)
{
    std::vector<Turn> &turns = conversation().turns;
    const std::vector<QString> wanted = conversation().tree.branch();
    const auto sameId = [](const Turn &turn, const QString &id) { return turn.id == id; };
    const auto [oldFork, newFork] = std::ranges::mismatch(turns, wanted, sameId);
    const auto fork = oldFork - turns.begin();
    std::ptrdiff_t sameEnd = 0;
    while (sameEnd < std::ssize(turns) - fork && sameEnd < std::ssize(wanted) - fork &&
           (turns.end() - sameEnd - 1)->id == *(wanted.end() - sameEnd - 1))
        ++sameEnd;
    for (auto row = std::ssize(turns) - sameEnd - 1; row >= fork; --row)
        leaveBranch(static_cast<int>(row), gone.contains(turns[static_cast<size_t>(row)].id));
    for (auto row = fork; row < std::ssize(wanted) - sameEnd; ++row) {
        turns.insert(turns.begin() + row, conversation().tree.takeAside(wanted[static_cast<size_t>(row)]));
        Q_EMIT m_document.turnInserted(static_cast<int>(row));
    }
}

void DocumentEdits::leaveBranch(int row, bool forGood)
{
    std::vector<Turn> &turns = conversation().turns;
    if (!forGood)
        conversation().tree.putAside(turns[static_cast<size_t>(row)]);
    turns.erase(turns.begin() + row);
    Q_EMIT m_document.turnRemoved(row);
}

void DocumentEdits::replaceTurn(const QString &turnId, const Turn &turn)
{
    const std::optional<int> row = conversation().indexOfTurn(turnId);
    Q_ASSERT(row);
    conversation().turns[static_cast<size_t>(*row)] = turn;
    Q_EMIT m_document.turnChanged(*row);
    noteChange();
}

} // namespace outcrop::conversation
