// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversationrules.h"

#include <QSet>
#include <QStringList>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

using Violation = std::optional<QString>;

/// The ids of all blocks of one kind in a message's content, calls run by the provider itself left out.
QStringList idsOf(const Json &content, QLatin1StringView kind)
{
    QStringList ids;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json block = content.at(i).value(kind);
        if (block.isObject() && block.value("type"_L1).toString() != "server_tool_use"_L1)
            ids.append(block.value("toolUseId"_L1).toString());
    }
    return ids;
}

/// The items of @p list that are not in @p others; duplicates of an id come again.
QStringList without(const QStringList &list, const QStringList &others)
{
    QStringList rest;
    for (const QString &item : list) {
        if (!others.contains(item))
            rest.append(item);
    }
    return rest;
}

Violation duplicateIds(const QStringList &ids, QLatin1StringView kind, const QString &place)
{
    QSet<QString> seen;
    for (const QString &id : ids) {
        if (seen.contains(id))
            return QStringLiteral("The %1 blocks at %2 contain duplicate Ids: %3").arg(kind, place, id);
        seen.insert(id);
    }
    return std::nullopt;
}

/// @p results answer the calls @p calls of the message before.
Violation unpaired(const QStringList &calls, const QStringList &results, const QString &place)
{
    if (const QStringList missing = without(calls, results); !missing.isEmpty()) {
        return QStringLiteral("Expected toolResult blocks at %1 for the following Ids: %2")
            .arg(place, missing.join(", "_L1));
    }
    if (const QStringList extra = without(results, calls); !extra.isEmpty()) {
        return QStringLiteral("The toolResult blocks at %1 answer no toolUse block of the previous turn: %2")
            .arg(place, extra.join(", "_L1));
    }
    return std::nullopt;
}

Violation wrongPairs(const Json &messages)
{
    QStringList openCalls;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (messages.at(i).value("role"_L1).toString() == "system"_L1)
            continue;
        const Json content = messages.at(i).value("content"_L1);
        const QString place = QStringLiteral("messages.%1.content").arg(i);
        const QStringList results = idsOf(content, "toolResult"_L1);
        const QStringList calls = idsOf(content, "toolUse"_L1);
        if (auto violation = duplicateIds(results, "toolResult"_L1, place))
            return violation;
        if (auto violation = duplicateIds(calls, "toolUse"_L1, place))
            return violation;
        if (auto violation = unpaired(openCalls, results, place))
            return violation;
        openCalls = calls;
    }
    return std::nullopt;
}

bool hasToolBlocks(const Json &messages)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype j = 0; j < content.size(); ++j) {
            if (content.at(j).contains("toolUse"_L1) || content.at(j).contains("toolResult"_L1))
                return true;
        }
    }
    return false;
}

/// The tools that messages of role "system" add and remove must be declared ones, or those of a server.
Violation unknownChange(const Json &messages, const QSet<QString> &names)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype j = 0; j < content.size(); ++j) {
            for (const auto kind : {"toolAddition"_L1, "toolRemoval"_L1}) {
                const Json tool = content.at(j).value(kind).value("tool"_L1);
                const QString name = tool.value("name"_L1).toString();
                if (name.isEmpty() || names.contains(name) || tool.contains("serverName"_L1))
                    continue;
                return QStringLiteral(
                           "The %1 at messages.%2.content.%3 names a tool that toolConfig.tools does not "
                           "have: %4")
                    .arg(kind)
                    .arg(i)
                    .arg(j)
                    .arg(name);
            }
        }
    }
    return std::nullopt;
}

Violation wrongTools(const Json &toolConfig, QSet<QString> &names)
{
    const Json tools = toolConfig.value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const Json spec = tools.at(i).value("toolSpec"_L1);
        if (!spec.isObject())
            continue;
        const QString place = QStringLiteral("toolConfig.tools.%1.toolSpec").arg(i);
        const QString name = spec.value("name"_L1).toString();
        if (names.contains(name))
            return QStringLiteral("The tool at %1 has the name of another tool: %2").arg(place, name);
        names.insert(name);
        if (spec.value("inputSchema"_L1).value("json"_L1).value("type"_L1).toString() != "object"_L1)
            return QStringLiteral(
                       "The value at %1.inputSchema.json.type must be one of the following: object.")
                .arg(place);
    }
    const Json chosen = toolConfig.value("toolChoice"_L1).value("tool"_L1).value("name"_L1);
    if (chosen.isString() && !names.contains(chosen.toString())) {
        return QStringLiteral(
                   "The toolChoice at toolConfig.toolChoice.tool names a tool that toolConfig.tools does not "
                   "have: %1")
            .arg(chosen.toString());
    }
    return std::nullopt;
}

} // namespace

Violation toolViolation(const Json &body)
{
    const Json messages = body.value("messages"_L1);
    if (!body.contains("toolConfig"_L1) && hasToolBlocks(messages)) {
        return QStringLiteral(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
    }
    QSet<QString> names;
    if (auto violation = wrongTools(body.value("toolConfig"_L1), names))
        return violation;
    if (auto violation = unknownChange(messages, names))
        return violation;
    return wrongPairs(messages);
}

} // namespace outcrop::simulator
