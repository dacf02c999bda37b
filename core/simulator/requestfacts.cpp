// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/requestfacts.h"

#include <QHash>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

void addAttachment(QStringList &attachments, const Json &block)
{
    for (const auto kind : {"image"_L1, "video"_L1, "audio"_L1}) {
        if (const auto media = block.find(kind))
            attachments.append(kind + u' ' + media->value("format"_L1).toString());
    }
    if (const auto document = block.find("document"_L1)) {
        attachments.append(
            QStringLiteral("document %1 (%2)")
                .arg(document->value("name"_L1).toString(), document->value("format"_L1).toString()));
    }
}

QString textsOf(const Json &message)
{
    QStringList texts;
    const Json content = message.value("content"_L1);
    for (qsizetype i = 0; i < content.size(); ++i) {
        if (const auto text = content.at(i).find("text"_L1))
            texts.append(text->toString());
    }
    return texts.join(u'\n');
}

Json lastMessage(const Json &body)
{
    const Json messages = body.value("messages"_L1);
    return messages.at(messages.size() - 1);
}

} // namespace

RequestFacts requestFacts(const Json &body)
{
    RequestFacts facts;
    const Json messages = body.value("messages"_L1);
    facts.messages = messages.size();
    facts.systemBlocks = body.value("system"_L1).size();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        facts.blocks += content.size();
        for (qsizetype j = 0; j < content.size(); ++j)
            addAttachment(facts.attachments, content.at(j));
    }
    const Json tools = body.value("toolConfig"_L1).value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i) {
        if (const auto spec = tools.at(i).find("toolSpec"_L1))
            facts.toolNames.append(spec->value("name"_L1).toString());
    }
    return facts;
}

QString finalUserText(const Json &body)
{
    const Json last = lastMessage(body);
    if (last.value("role"_L1).toString() != "user"_L1)
        return {};
    const Json content = last.value("content"_L1);
    for (qsizetype i = content.size() - 1; i >= 0; --i) {
        if (const auto text = content.at(i).find("text"_L1))
            return text->toString();
    }
    return {};
}

QString lastUserText(const Json &body)
{
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = messages.size() - 1; i >= 0; --i) {
        if (messages.at(i).value("role"_L1).toString() != "user"_L1)
            continue;
        if (const QString text = textsOf(messages.at(i)); !text.isEmpty())
            return text;
    }
    return {};
}

std::vector<ToolResult> lastToolResults(const Json &body)
{
    QHash<QString, QString> names;
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype j = 0; j < content.size(); ++j) {
            if (const auto use = content.at(j).find("toolUse"_L1))
                names.insert(use->value("toolUseId"_L1).toString(), use->value("name"_L1).toString());
        }
    }
    std::vector<ToolResult> results;
    const Json content = lastMessage(body).value("content"_L1);
    for (qsizetype i = 0; i < content.size(); ++i) {
        const auto result = content.at(i).find("toolResult"_L1);
        if (!result)
            continue;
        const QString id = result->value("toolUseId"_L1).toString();
        results.push_back({names.value(id, id), result->value("status"_L1).toString() == "error"_L1,
                           result->value("content"_L1)});
    }
    return results;
}

Json toolSchema(const Json &body, const QString &toolName)
{
    const Json tools = body.value("toolConfig"_L1).value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const Json spec = tools.at(i).value("toolSpec"_L1);
        if (spec.value("name"_L1).toString() == toolName && spec.isObject())
            return spec.value("inputSchema"_L1).value("json"_L1);
    }
    return {};
}

} // namespace outcrop::simulator
