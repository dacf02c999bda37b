// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/anthropicreader.h"

#include <QStringList>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

Json textItem(const Json &text)
{
    return Json::object({{"text"_L1, text}});
}

Json wrapped(QLatin1StringView kind, const Json &value)
{
    return Json::object({{kind, value}});
}

/// "image/png" -> "png", "application/pdf" -> "pdf".
Json formatOf(const Json &mediaType)
{
    const QString format = mediaType.toString().section(u'/', -1);
    return Json(format == "plain"_L1 ? QStringLiteral("txt") : format);
}

/// Copies members under another name when they are there.
void copyMember(Json &to, QLatin1StringView toName, const Json &from, QLatin1StringView fromName)
{
    if (const auto value = from.find(fromName); value && !value->isNull())
        to.set(toName, *value);
}

/// Reads a whole body; the first complaint is kept.
class AnthropicReader
{
public:
    Json read(const Json &body)
    {
        checkMembers(body);
        Json result = Json::object();
        if (body.contains("system"_L1))
            result.set("system"_L1, blocks(body.value("system"_L1), QStringLiteral("system")));
        result.set("messages"_L1, messages(body.value("messages"_L1)));
        result.set("inferenceConfig"_L1, inferenceConfig(body));
        if (body.contains("tools"_L1))
            result.set("toolConfig"_L1, toolConfig(body));
        if (const Json fields = modelFields(body); !fields.isEmpty())
            result.set("additionalModelRequestFields"_L1, fields);
        return result;
    }

    const QString &complaint() const { return m_complaint; }

private:
    void complain(const QString &text)
    {
        if (m_complaint.isEmpty())
            m_complaint = text;
    }

    void checkMembers(const Json &body)
    {
        static const QStringList known{
            QStringLiteral("anthropic_version"),
            QStringLiteral("max_tokens"),
            QStringLiteral("messages"),
            QStringLiteral("system"),
            QStringLiteral("temperature"),
            QStringLiteral("top_p"),
            QStringLiteral("top_k"),
            QStringLiteral("stop_sequences"),
            QStringLiteral("tools"),
            QStringLiteral("tool_choice"),
            QStringLiteral("thinking"),
            QStringLiteral("anthropic_beta"),
            QStringLiteral("metadata"),
            QStringLiteral("output_config"),
        };
        for (qsizetype i = 0; i < body.size(); ++i) {
            if (!known.contains(body.keyAt(i)))
                complain(QStringLiteral("%1: Extra inputs are not permitted").arg(body.keyAt(i)));
        }
        if (body.value("anthropic_version"_L1).toString() != "bedrock-2023-05-31"_L1)
            complain(QStringLiteral("anthropic_version: must be \"bedrock-2023-05-31\""));
        if (body.value("max_tokens"_L1).toInt().value_or(0) < 1)
            complain(QStringLiteral("max_tokens: Field required, a whole number of at least 1"));
        if (!body.value("messages"_L1).isArray())
            complain(QStringLiteral("messages: Field required"));
    }

    Json messages(const Json &list)
    {
        Json result = Json::array();
        for (qsizetype i = 0; i < list.size(); ++i) {
            const Json message = list.at(i);
            const QString place = QStringLiteral("messages.%1").arg(i);
            const QString role = message.value("role"_L1).toString();
            if (role != "user"_L1 && role != "assistant"_L1)
                complain(QStringLiteral("%1.role: must be user or assistant").arg(place));
            result.append(
                Json::object({{"role"_L1, Json(role)},
                              {"content"_L1, blocks(message.value("content"_L1), place + ".content"_L1)}}));
        }
        return result;
    }

    /// A string, or a list of blocks.
    Json blocks(const Json &content, const QString &place)
    {
        if (content.isString())
            return Json::array({textItem(content)});
        if (!content.isArray())
            complain(QStringLiteral("%1: must be a string or a list of blocks").arg(place));
        Json result = Json::array();
        for (qsizetype i = 0; i < content.size(); ++i) {
            result.append(block(content.at(i), QStringLiteral("%1.%2").arg(place).arg(i)));
            addCachePoint(result, content.at(i));
        }
        return result;
    }

    static void addCachePoint(Json &list, const Json &item)
    {
        const auto control = item.find("cache_control"_L1);
        if (!control)
            return;
        Json point = Json::object({{"type"_L1, Json("default"_L1)}});
        copyMember(point, "ttl"_L1, *control, "ttl"_L1);
        list.append(wrapped("cachePoint"_L1, point));
    }

    Json block(const Json &item, const QString &place)
    {
        const QString type = item.value("type"_L1).toString();
        if (type == "text"_L1)
            return textItem(item.value("text"_L1));
        if (type == "image"_L1)
            return wrapped("image"_L1, media(item));
        if (type == "document"_L1)
            return wrapped("document"_L1, document(item));
        if (type == "tool_use"_L1)
            return wrapped("toolUse"_L1, Json::object({{"toolUseId"_L1, item.value("id"_L1)},
                                                       {"name"_L1, item.value("name"_L1)},
                                                       {"input"_L1, item.value("input"_L1)}}));
        if (type == "tool_result"_L1)
            return wrapped("toolResult"_L1, toolResult(item, place));
        if (type == "thinking"_L1)
            return wrapped(
                "reasoningContent"_L1,
                wrapped("reasoningText"_L1, Json::object({{"text"_L1, item.value("thinking"_L1)},
                                                          {"signature"_L1, item.value("signature"_L1)}})));
        if (type == "redacted_thinking"_L1)
            return wrapped("reasoningContent"_L1, wrapped("redactedContent"_L1, item.value("data"_L1)));
        complain(QStringLiteral("%1.type: the block type '%2' is not known").arg(place, type));
        return Json::object();
    }

    static Json media(const Json &item)
    {
        const Json source = item.value("source"_L1);
        return Json::object({{"format"_L1, formatOf(source.value("media_type"_L1))},
                             {"source"_L1, wrapped("bytes"_L1, source.value("data"_L1))}});
    }

    static Json document(const Json &item)
    {
        const Json source = item.value("source"_L1);
        const bool isText = source.value("type"_L1).toString() == "text"_L1;
        Json result = Json::object({{"name"_L1, Json("document"_L1)}});
        copyMember(result, "name"_L1, item, "title"_L1);
        copyMember(result, "context"_L1, item, "context"_L1);
        result.set("format"_L1, formatOf(source.value("media_type"_L1)));
        result.set("source"_L1, wrapped(isText ? "text"_L1 : "bytes"_L1, source.value("data"_L1)));
        return result;
    }

    Json toolResult(const Json &item, const QString &place)
    {
        const bool isError = item.value("is_error"_L1).toBool().value_or(false);
        const Json content = item.contains("content"_L1)
                                 ? blocks(item.value("content"_L1), place + ".content"_L1)
                                 : Json::array();
        return Json::object({{"toolUseId"_L1, item.value("tool_use_id"_L1)},
                             {"content"_L1, content},
                             {"status"_L1, Json(isError ? "error"_L1 : "success"_L1)}});
    }

    static Json inferenceConfig(const Json &body)
    {
        Json config = Json::object();
        copyMember(config, "maxTokens"_L1, body, "max_tokens"_L1);
        copyMember(config, "temperature"_L1, body, "temperature"_L1);
        copyMember(config, "topP"_L1, body, "top_p"_L1);
        copyMember(config, "stopSequences"_L1, body, "stop_sequences"_L1);
        return config;
    }

    /// What Converse has no member for. Its tool choice cannot say "none", and tools that earlier messages
    /// used must stay.
    static Json modelFields(const Json &body)
    {
        Json fields = Json::object();
        copyMember(fields, "thinking"_L1, body, "thinking"_L1);
        if (body.value("tool_choice"_L1).value("type"_L1).toString() == "none"_L1)
            fields.set("tool_choice"_L1, body.value("tool_choice"_L1));
        return fields;
    }

    static Json toolConfig(const Json &body)
    {
        Json tools = Json::array();
        const Json list = body.value("tools"_L1);
        for (qsizetype i = 0; i < list.size(); ++i) {
            Json spec = Json::object({{"name"_L1, list.at(i).value("name"_L1)}});
            copyMember(spec, "description"_L1, list.at(i), "description"_L1);
            spec.set("inputSchema"_L1, wrapped("json"_L1, list.at(i).value("input_schema"_L1)));
            tools.append(wrapped("toolSpec"_L1, spec));
            addCachePoint(tools, list.at(i));
        }
        Json config = Json::object({{"tools"_L1, tools}});
        const Json choice = body.value("tool_choice"_L1);
        const QString type = choice.value("type"_L1).toString();
        if (type == "tool"_L1)
            config.set("toolChoice"_L1,
                       wrapped("tool"_L1, Json::object({{"name"_L1, choice.value("name"_L1)}})));
        else if (type == "any"_L1)
            config.set("toolChoice"_L1, wrapped("any"_L1, Json::object()));
        return config;
    }

    QString m_complaint;
};

} // namespace

base::Result<Json, ServiceError> converseBodyOfAnthropic(const Json &body)
{
    AnthropicReader reader;
    Json converted = reader.read(body);
    if (!reader.complaint().isEmpty())
        return validationError(reader.complaint());
    return converted;
}

} // namespace outcrop::simulator
