// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"

#include "core/base/ids.h"
#include "core/conversation/answerfacts.h"

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

constexpr QLatin1StringView formatName("outcrop-conversation");

/// The order of the members in the file.
constexpr std::array<QLatin1StringView, 13> memberOrder{
    QLatin1StringView("format"),       QLatin1StringView("version"),
    QLatin1StringView("id"),           QLatin1StringView("title"),
    QLatin1StringView("connection"),   QLatin1StringView("modelId"),
    QLatin1StringView("stream"),       QLatin1StringView("system"),
    QLatin1StringView("toolConfig"),   QLatin1StringView("inferenceConfig"),
    QLatin1StringView("otherMembers"), QLatin1StringView("turns"),
    QLatin1StringView("draft")};

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

Json encodeTurn(const Turn &turn)
{
    Json object = turn.stored.isObject() ? turn.stored : Json::object();
    setMember(object, QLatin1StringView("id"), Json(turn.id));
    setMember(object, QLatin1StringView("role"), Json(turn.role));
    setMember(object, QLatin1StringView("content"), blocksToJson(turn.content));
    setMember(object, QLatin1StringView("state"),
              turn.state == TurnState::Complete ? std::nullopt
                                                : std::optional(Json(turnStateName(turn.state))));
    const Json facts = encodeFacts(turn.facts, object.value(QLatin1StringView("answer")));
    setMember(object, QLatin1StringView("answer"), facts.isEmpty() ? std::nullopt : std::optional(facts));
    return object;
}

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
    return turn;
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

    const Json turns = reader.array(root, turnsMember, top);
    QSet<QString> ids;
    for (qsizetype i = 0; i < turns.size(); ++i)
        conversation.turns.push_back(
            readTurn(reader, turns.at(i), top.child(turnsMember.toString()).child(i), ids));
    return conversation;
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
    for (Turn &turn : conversation.turns)
        turn.stored = {};
    conversation.otherMembers = root;
    for (const QLatin1StringView key : known)
        conversation.otherMembers.remove(key);
    return conversation;
}

} // namespace

QByteArray encodeConversation(const Conversation &conversation)
{
    Json root = conversation.stored.isObject() ? conversation.stored : Json::object();
    Json turns = Json::array();
    for (const Turn &turn : conversation.turns)
        turns.append(encodeTurn(turn));
    const auto objectOrNothing = [](const Json &object) {
        return object.isEmpty() ? std::nullopt : std::optional(object);
    };

    setInOrder(root, QLatin1StringView("format"), Json(formatName));
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
    setInOrder(root, QLatin1StringView("turns"), turns);
    setInOrder(root, QLatin1StringView("draft"), Json(conversation.draft));
    return json::write(root, json::Layout::Pretty) + '\n';
}

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
        if (root.value(QLatin1StringView("format")).toString() != formatName)
            reader.refuse(Pointer().child(u"format"), QStringLiteral("\"%1\"").arg(formatName));
        const std::optional<qint64> version = root.value(QLatin1StringView("version")).toInt();
        if (version.value_or(0) < 1)
            reader.refuse(Pointer().child(u"version"), QStringLiteral("a number from 1"));
        read.newerVersion = version.value_or(0) > fileFormatVersion;
        read.conversation = readConversation(reader, root, QLatin1StringView("turns"));
        read.conversation.otherMembers =
            objectOrEmpty(reader.object(root, QLatin1StringView("otherMembers"), Pointer()));
        read.conversation.stored = root;
    }
    if (reader.error())
        return *reader.error();
    return read;
}

} // namespace outcrop::conversation
