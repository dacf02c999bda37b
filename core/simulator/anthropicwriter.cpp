// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/anthropicwriter.h"

#include "core/simulator/textpieces.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qsizetype inputPiece = 11;
constexpr qsizetype idDigits = 24;

Json typed(QLatin1StringView type)
{
    return Json::object({{"type"_L1, Json(type)}});
}

Json usageOf(const CacheUsage &usage, qint64 outputTokens)
{
    return Json::object(
        {{"input_tokens"_L1, Json(usage.input)},
         {"cache_creation_input_tokens"_L1, Json(usage.write())},
         {"cache_read_input_tokens"_L1, Json(usage.read)},
         {"cache_creation"_L1, Json::object({{"ephemeral_5m_input_tokens"_L1, Json(usage.write5m)},
                                             {"ephemeral_1h_input_tokens"_L1, Json(usage.write1h)}})},
         {"output_tokens"_L1, Json(outputTokens)}});
}

/// The message around the content; without content and stop reason it is that of message_start.
Json messageOf(const Question &question, qint64 outputTokens)
{
    Json message = typed("message"_L1);
    message.set("id"_L1, Json(QString::fromLatin1("msg_bdrk_" + question.seed.first(idDigits))));
    message.set("role"_L1, Json("assistant"_L1));
    message.set("model"_L1, Json(question.modelId));
    message.set("content"_L1, Json::array());
    message.set("stop_reason"_L1, Json());
    message.set("stop_sequence"_L1, Json());
    message.set("usage"_L1, usageOf(question.usage, outputTokens));
    return message;
}

void setStop(Json &object, const Answer &answer)
{
    object.set("stop_reason"_L1, Json(answer.stopReason));
    object.set("stop_sequence"_L1, answer.stopSequence.isEmpty() ? Json() : Json(answer.stopSequence));
}

/// A Converse citation as the Anthropic form writes it.
Json citationOf(const Json &citation)
{
    const Json location = citation.value("location"_L1);
    const Json cited = citation.value("sourceContent"_L1).at(0).value("text"_L1);
    Json result;
    if (const auto web = location.find("web"_L1)) {
        result = typed("web_search_result_location"_L1);
        result.set("url"_L1, web->value("url"_L1));
        result.set("title"_L1, citation.value("title"_L1));
    } else {
        const Json place = location.value("documentChar"_L1);
        result = typed("char_location"_L1);
        result.set("document_index"_L1, place.value("documentIndex"_L1));
        result.set("document_title"_L1, citation.value("title"_L1));
        result.set("start_char_index"_L1, place.value("start"_L1));
        result.set("end_char_index"_L1, place.value("end"_L1));
    }
    result.set("cited_text"_L1, cited);
    return result;
}

/// The block as it is announced: everything but what streams.
Json emptyBlock(const AnswerBlock &block)
{
    switch (block.kind) {
    case AnswerBlock::Kind::Text: {
        Json text = typed("text"_L1);
        text.set("text"_L1, Json(QString()));
        return text;
    }
    case AnswerBlock::Kind::Reasoning: {
        Json thinking = typed("thinking"_L1);
        thinking.set("thinking"_L1, Json(QString()));
        thinking.set("signature"_L1, Json(QString()));
        return thinking;
    }
    case AnswerBlock::Kind::ToolUse:
        break;
    }
    Json use = typed("tool_use"_L1);
    use.set("id"_L1, Json(block.toolUseId));
    use.set("name"_L1, Json(block.toolName));
    use.set("input"_L1, Json::object());
    return use;
}

/// The whole block; null for a tool call whose input is not whole.
Json wholeBlock(const AnswerBlock &block)
{
    Json result = emptyBlock(block);
    if (block.kind == AnswerBlock::Kind::ToolUse) {
        const auto input = json::parse(block.text.toUtf8());
        if (!input)
            return {};
        result.set("input"_L1, *input);
    } else if (block.kind == AnswerBlock::Kind::Reasoning) {
        result.set("thinking"_L1, Json(block.text));
        result.set("signature"_L1, Json(block.signature));
    } else {
        result.set("text"_L1, Json(block.text));
        Json citations = Json::array();
        for (const Json &citation : block.citations)
            citations.append(citationOf(citation));
        if (!citations.isEmpty())
            result.set("citations"_L1, citations);
    }
    return result;
}

/// A provider object as the payload of a chunk event.
Json chunkPayload(const Json &object)
{
    return Json::object({{"bytes"_L1, Json(QString::fromLatin1(json::write(object).toBase64()))}});
}

class ChunkWriter
{
public:
    void add(const Json &object) { m_events.push_back(streamEvent("chunk", chunkPayload(object))); }

    /// @p object makes the provider object when it is due.
    template <typename Object>
    void addLater(Object object, bool paced = false)
    {
        static const QByteArray type("chunk");
        m_events.push_back({type, [object = std::move(object)] { return chunkPayload(object()); }, paced});
    }

    void block(const AnswerBlock &block)
    {
        Json start = typed("content_block_start"_L1);
        start.set("index"_L1, Json(m_index));
        start.set("content_block"_L1, emptyBlock(block));
        add(start);
        switch (block.kind) {
        case AnswerBlock::Kind::Text:
            pieces("text_delta"_L1, "text"_L1, wordPieces(block.text));
            for (const Json &citation : block.citations)
                delta("citations_delta"_L1, "citation"_L1, citationOf(citation));
            break;
        case AnswerBlock::Kind::Reasoning:
            pieces("thinking_delta"_L1, "thinking"_L1, wordPieces(block.text));
            if (!block.signature.isEmpty())
                delta("signature_delta"_L1, "signature"_L1, Json(block.signature));
            break;
        case AnswerBlock::Kind::ToolUse:
            pieces("input_json_delta"_L1, "partial_json"_L1, fixedPieces(block.text, inputPiece));
            break;
        }
        Json stop = typed("content_block_stop"_L1);
        stop.set("index"_L1, Json(m_index++));
        add(stop);
    }

    std::vector<StreamEvent> take() { return std::move(m_events); }

private:
    void pieces(QLatin1StringView type, QLatin1StringView member, const QStringList &list)
    {
        for (const QString &piece : list)
            addLater([=, index = m_index] { return deltaObject(index, type, member, Json(piece)); }, true);
    }

    void delta(QLatin1StringView type, QLatin1StringView member, const Json &value)
    {
        addLater([=, index = m_index] { return deltaObject(index, type, member, value); }, true);
    }

    static Json deltaObject(int index, QLatin1StringView type, QLatin1StringView member, const Json &value)
    {
        Json change = typed(type);
        change.set(member, value);
        Json event = typed("content_block_delta"_L1);
        event.set("index"_L1, Json(index));
        event.set("delta"_L1, change);
        return event;
    }

    std::vector<StreamEvent> m_events;
    int m_index = 0;
};

} // namespace

Json anthropicResponse(const Question &question, const Answer &answer)
{
    Json message = messageOf(question, answer.outputTokens);
    Json content = Json::array();
    for (const AnswerBlock &block : answer.blocks) {
        if (const Json written = wholeBlock(block); !written.isNull())
            content.append(written);
    }
    message.set("content"_L1, content);
    setStop(message, answer);
    return message;
}

std::vector<StreamEvent> anthropicEvents(const Question &question, const Answer &answer,
                                         const std::function<qint64()> &latencyMs)
{
    ChunkWriter writer;
    Json start = typed("message_start"_L1);
    start.set("message"_L1, messageOf(question, 1));
    writer.add(start);
    for (const AnswerBlock &block : answer.blocks)
        writer.block(block);

    Json change = Json::object();
    setStop(change, answer);
    Json delta = typed("message_delta"_L1);
    delta.set("delta"_L1, change);
    delta.set("usage"_L1, Json::object({{"output_tokens"_L1, Json(answer.outputTokens)}}));
    writer.add(delta);

    const qint64 firstByte = latencyMs();
    writer.addLater([usage = question.usage, output = answer.outputTokens, firstByte, latencyMs] {
        Json stop = typed("message_stop"_L1);
        stop.set("amazon-bedrock-invocationMetrics"_L1,
                 Json::object({{"inputTokenCount"_L1, Json(usage.input)},
                               {"outputTokenCount"_L1, Json(output)},
                               {"invocationLatency"_L1, Json(latencyMs())},
                               {"firstByteLatency"_L1, Json(firstByte)},
                               {"cacheReadInputTokenCount"_L1, Json(usage.read)},
                               {"cacheWriteInputTokenCount"_L1, Json(usage.write())}}));
        return stop;
    });
    return writer.take();
}

HttpHeaderList invokeHeaders(const Question &question, const Answer &answer, qint64 latencyMs)
{
    return {{"X-Amzn-Bedrock-Input-Token-Count", QByteArray::number(question.usage.input)},
            {"X-Amzn-Bedrock-Output-Token-Count", QByteArray::number(answer.outputTokens)},
            {"X-Amzn-Bedrock-Cache-Read-Input-Token-Count", QByteArray::number(question.usage.read)},
            {"X-Amzn-Bedrock-Cache-Write-Input-Token-Count", QByteArray::number(question.usage.write())},
            {"X-Amzn-Bedrock-Invocation-Latency", QByteArray::number(latencyMs)}};
}

} // namespace outcrop::simulator
