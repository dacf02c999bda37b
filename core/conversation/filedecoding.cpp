// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"

#include "core/base/ids.h"
#include "core/conversation/answerfacts.h"
#include "core/conversation/olderbraces.h"
#include "core/conversation/olderdraft.h"
#include "core/conversation/turnjson.h"
#include "core/conversation/variables.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace outcrop::conversation
{

namespace
{

using json::Json;
using json::Kind;
using json::Pointer;

/// Takes members out of the file and remembers the first one that is not as it should be.
class Reader
{
public:
    explicit Reader(QString name) : m_name(std::move(name)) {}

    const std::optional<base::Error> &error() const { return m_error; }

    void refuse(const Pointer &where, const QString &expected)
    {
        if (m_error)
            return;
        m_error = base::makeError(
            base::ErrorKind::BadInput,
            QStringLiteral("Cannot open %1: %2 must be %3.").arg(m_name, where.toString(), expected),
            QStringLiteral("Correct the file in a text editor, or restore an earlier version of it."));
    }

    QString text(const Json &object, QLatin1StringView key, const Pointer &parent)
    {
        return checked(object, key, parent, Kind::String, QStringLiteral("a string")).toString();
    }
    Json array(const Json &object, QLatin1StringView key, const Pointer &parent)
    {
        return checked(object, key, parent, Kind::Array, QStringLiteral("an array"));
    }
    Json object(const Json &parentObject, QLatin1StringView key, const Pointer &parent)
    {
        return checked(parentObject, key, parent, Kind::Object, QStringLiteral("an object"));
    }
    std::optional<bool> truth(const Json &object, QLatin1StringView key, const Pointer &parent)
    {
        return checked(object, key, parent, Kind::Bool, QStringLiteral("true or false")).toBool();
    }
    std::vector<Block> blocks(const Json &object, QLatin1StringView key, const Pointer &parent)
    {
        const Json items = array(object, key, parent);
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (!items.at(i).isObject())
                refuse(parent.child(key.toString()).child(i), QStringLiteral("an object"));
        }
        return blocksFromJson(items);
    }

private:
    /// The member, or null when it is absent (as null also counts) or wrong.
    Json checked(const Json &object, QLatin1StringView key, const Pointer &parent, Kind kind,
                 const QString &expected)
    {
        const Json value = object.value(key);
        if (value.isNull() || value.kind() == kind)
            return value;
        refuse(parent.child(QString(key)), expected);
        return {};
    }

    QString m_name;
    std::optional<base::Error> m_error;
};

Turn readTurn(Reader &reader, const Json &object, const Pointer &where, QSet<QString> &ids)
{
    Turn turn;
    if (!object.isObject()) {
        reader.refuse(where, QStringLiteral("an object"));
        return turn;
    }
    turn.stored = object;
    turn.id = reader.text(object, QLatin1StringView("id"), where);
    if (turn.id.isEmpty() || ids.contains(turn.id)) // written by hand, or copied
        turn.id = base::newId();
    ids.insert(turn.id);
    turn.role = reader.text(object, QLatin1StringView("role"), where);
    if (turn.role.isEmpty())
        reader.refuse(where.child(u"role"), QStringLiteral("\"user\" or \"assistant\""));
    turn.content = reader.blocks(object, QLatin1StringView("content"), where);
    const QString state = reader.text(object, QLatin1StringView("state"), where);
    turn.state =
        turnStateFromName(state).value_or(state.isEmpty() ? TurnState::Complete : TurnState::Incomplete);
    turn.facts = decodeFacts(reader.object(object, QLatin1StringView("answer"), where));
    turn.note = reader.text(object, QLatin1StringView("note"), where);
    if (const Json others = reader.object(object, QLatin1StringView("otherMembers"), where); !others.isNull())
        turn.otherMembers = others;
    return turn;
}

/// Puts the turns into the tree, and those on the branch into turns.
void readTurns(Reader &reader, const Json &items, const Pointer &where, Conversation &conversation)
{
    TurnTree &tree = conversation.tree;
    QSet<QString> ids;
    std::vector<std::pair<QString, QString>> chosen;
    QString before;
    for (qsizetype i = 0; i < items.size() && !reader.error(); ++i) {
        const Json item = items.at(i);
        const Turn turn = readTurn(reader, item, where.child(i), ids);
        const bool named = !item.value(QLatin1StringView("parent")).isNull();
        const QString parent =
            named ? reader.text(item, QLatin1StringView("parent"), where.child(i)) : before;
        if (!parent.isEmpty() && !tree.contains(parent))
            reader.refuse(where.child(i).child(u"parent"), QStringLiteral("the id of a turn before it"));
        TurnTree::Children children = tree.children(parent);
        children.ids.push_back(turn.id);
        children.chosen = turn.id;
        tree.setChildren(parent, children);
        tree.putAside(turn);
        chosen.emplace_back(turn.id, reader.text(item, QLatin1StringView("chosen"), where.child(i)));
        before = turn.id;
    }
    chosen.emplace_back(QString(), reader.text(conversation.stored, QLatin1StringView("chosen"), Pointer()));
    for (const auto &[parent, child] : chosen) {
        TurnTree::Children children = tree.children(parent);
        if (std::ranges::find(children.ids, child) == children.ids.end())
            continue;
        children.chosen = child;
        tree.setChildren(parent, children);
    }
    for (const QString &id : tree.branch())
        conversation.turns.push_back(tree.takeAside(id));
}

std::vector<TurnEdit> readEdits(Reader &reader, const Json &root)
{
    std::vector<TurnEdit> edits;
    const Json items = reader.array(root, QLatin1StringView("edits"), Pointer());
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Pointer where = Pointer().child(u"edits").child(i);
        TurnEdit edit;
        edit.turnId = reader.text(items.at(i), QLatin1StringView("turn"), where);
        edit.role = reader.text(items.at(i), QLatin1StringView("role"), where);
        edit.content = reader.blocks(items.at(i), QLatin1StringView("content"), where);
        if (!edit.turnId.isEmpty() && !edit.role.isEmpty())
            edits.push_back(std::move(edit));
    }
    return edits;
}

std::optional<AwaitedAnswer> readAwaited(Reader &reader, const Json &root)
{
    const Json awaited = reader.object(root, QLatin1StringView("awaited"), Pointer());
    const QString turn = awaited.value(QLatin1StringView("turn")).toString();
    if (turn.isEmpty())
        return std::nullopt;
    return AwaitedAnswer{turn, awaited.value(QLatin1StringView("parent")).toString()};
}

Json objectOrEmpty(const Json &value)
{
    return value.isNull() ? Json::object() : value;
}

Conversation readConversation(Reader &reader, const Json &root, QLatin1StringView turnsMember)
{
    const Pointer top;
    Conversation conversation = newConversation();
    if (const QString id = reader.text(root, QLatin1StringView("id"), top); !id.isEmpty())
        conversation.id = id;
    conversation.title = reader.text(root, QLatin1StringView("title"), top);
    conversation.connectionName = reader.text(root, QLatin1StringView("connection"), top);
    conversation.modelId = reader.text(root, QLatin1StringView("modelId"), top);
    conversation.stream = reader.truth(root, QLatin1StringView("stream"), top).value_or(true);
    conversation.system = reader.blocks(root, QLatin1StringView("system"), top);
    conversation.toolConfig = reader.object(root, QLatin1StringView("toolConfig"), top);
    conversation.inference = objectOrEmpty(reader.object(root, QLatin1StringView("inferenceConfig"), top));
    conversation.draft = reader.text(root, QLatin1StringView("draft"), top);
    conversation.draftFrame = {reader.text(root, QLatin1StringView("draftRole"), top),
                               reader.blocks(root, QLatin1StringView("draftBefore"), top),
                               reader.blocks(root, QLatin1StringView("draftAfter"), top)};
    conversation.variables = objectOrEmpty(reader.object(root, QLatin1StringView("variables"), top));
    conversation.mainLine = reader.text(root, QLatin1StringView("mainLine"), top);
    conversation.awaited = readAwaited(reader, root);
    conversation.edits = readEdits(reader, root);
    if (root.contains(QLatin1StringView("requestText")))
        conversation.requestText = reader.text(root, QLatin1StringView("requestText"), top);
    conversation.stored = root;
    readTurns(reader, reader.array(root, turnsMember, top), top.child(turnsMember.toString()), conversation);
    return conversation;
}

/// What stands in braces in a request body is text.
void keepBraces(std::vector<Block> &blocks)
{
    for (Block &block : blocks)
        block.value = withLiteralBraces(block.value);
}

/// A Converse request body: its unknown members are members of the request.
Conversation readRequestBody(Reader &reader, const Json &root)
{
    constexpr std::array<QLatin1StringView, 5> known{
        QLatin1StringView("modelId"), QLatin1StringView("system"), QLatin1StringView("toolConfig"),
        QLatin1StringView("inferenceConfig"), QLatin1StringView("messages")};
    Json body = Json::object();
    for (const QLatin1StringView key : known)
        body.appendMember(key, root.value(key));
    Conversation conversation = readConversation(reader, body, QLatin1StringView("messages"));
    for (Turn &turn : conversation.turns) {
        turn.otherMembers = turn.stored;
        turn.otherMembers.remove(QLatin1StringView("role"));
        turn.otherMembers.remove(QLatin1StringView("content"));
        turn.stored = {};
        if (takesVariables(turn.role))
            keepBraces(turn.content);
    }
    keepBraces(conversation.system);
    if (Json tools = conversation.tools(); !tools.isEmpty()) {
        for (qsizetype i = 0; i < tools.size(); ++i)
            tools.setAt(i, withLiteralBraces(tools.at(i)));
        if (tools != conversation.tools())
            conversation.toolConfig.set(QLatin1StringView("tools"), tools);
    }
    conversation.stored = {};
    conversation.otherMembers = root;
    for (const QLatin1StringView key : known)
        conversation.otherMembers.remove(key);
    return conversation;
}

} // namespace

base::Result<ReadConversation> decodeConversation(const QByteArray &bytes, const QString &name)
{
    const auto parsed = json::parse(bytes);
    if (!parsed)
        return parsed.error().toError(name);
    const Json &root = *parsed;
    Reader reader(name);
    ReadConversation read;
    if (!root.isObject() ||
        (!root.contains(QLatin1StringView("format")) && !root.contains(QLatin1StringView("messages"))))
        return base::makeError(
            base::ErrorKind::BadInput,
            QStringLiteral("Cannot open %1: it is no conversation and no Converse request.").arg(name),
            QStringLiteral("Choose a file that ends in .outcrop.json, or a request body."));
    if (!root.contains(QLatin1StringView("format"))) {
        read.conversation = readRequestBody(reader, root);
    } else {
        if (root.value(QLatin1StringView("format")).toString() != fileFormatName)
            reader.refuse(Pointer().child(u"format"), QStringLiteral("\"%1\"").arg(fileFormatName));
        const std::optional<qint64> version = root.value(QLatin1StringView("version")).toInt();
        if (version.value_or(0) < 1)
            reader.refuse(Pointer().child(u"version"), QStringLiteral("a number from 1"));
        read.newerVersion = version.value_or(0) > fileFormatVersion;
        Json present = withoutDraftTarget(root);
        if (const qint64 older = version.value_or(0); older > 0 && older < fileFormatVersion) {
            read.olderVersion = int(older);
            const Json escaped = withOlderBraces(present, older);
            read.escapedBraces = escaped != present;
            present = escaped;
        }
        read.conversation = readConversation(reader, present, QLatin1StringView("turns"));
        read.conversation.otherMembers =
            objectOrEmpty(reader.object(root, QLatin1StringView("otherMembers"), Pointer()));
    }
    if (reader.error())
        return *reader.error();
    return read;
}

Turn turnFromJson(const Json &object)
{
    Reader reader(QStringLiteral("undo"));
    QSet<QString> ids;
    Turn turn = readTurn(reader, object, Pointer(), ids);
    setBlockIds(turn.content, object.value(QLatin1StringView("blockIds")));
    const Json names = object.value(QLatin1StringView("fileNames"));
    for (size_t i = 0; i < turn.content.size(); ++i)
        turn.content[i].fileName = names.at(static_cast<qsizetype>(i)).toString();
    turn.stored.remove(QLatin1StringView("blockIds"));
    turn.stored.remove(QLatin1StringView("fileNames"));
    return turn;
}

bool setBlockIds(std::vector<Block> &blocks, const Json &ids)
{
    if (!ids.isArray() || ids.size() != std::ssize(blocks))
        return false;
    for (qsizetype i = 0; i < ids.size(); ++i)
        blocks[static_cast<size_t>(i)].id = ids.at(i).toString();
    return true;
}

} // namespace outcrop::conversation
