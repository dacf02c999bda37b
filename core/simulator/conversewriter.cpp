// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversewriter.h"

#include "core/simulator/textpieces.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

/// Length of the pieces a tool input streams in: short enough to split keys, numbers and escapes.
constexpr qsizetype inputPiece = 11;

Json textItem(const QString &text)
{
    return Json::object({{"text"_L1, Json(text)}});
}

Json citationsContent(const AnswerBlock &block)
{
    Json citations = Json::array();
    for (const Json &citation : block.citations)
        citations.append(citation);
    return Json::object(
        {{"citationsContent"_L1,
          Json::object({{"content"_L1, Json::array({textItem(block.text)})}, {"citations"_L1, citations}})}});
}

Json reasoningContent(const AnswerBlock &block)
{
    Json text = textItem(block.text);
    if (!block.signature.isEmpty())
        text.set("signature"_L1, Json(block.signature));
    return Json::object({{"reasoningContent"_L1, Json::object({{"reasoningText"_L1, text}})}});
}

/// The block as Converse writes it; null for a tool call whose input is not whole.
Json contentBlock(const AnswerBlock &block)
{
    switch (block.kind) {
    case AnswerBlock::Kind::Text:
        return block.citations.empty() ? textItem(block.text) : citationsContent(block);
    case AnswerBlock::Kind::Reasoning:
        return reasoningContent(block);
    case AnswerBlock::Kind::ToolUse:
        break;
    }
    const auto input = json::parse(block.text.toUtf8());
    if (!input)
        return {};
    return Json::object({{"toolUse"_L1, Json::object({{"toolUseId"_L1, Json(block.toolUseId)},
                                                      {"name"_L1, Json(block.toolName)},
                                                      {"input"_L1, *input}})}});
}

/// What additionalModelResponseFieldPaths asks for and the simulator has; null when there is nothing.
Json responseFields(const Question &question, const Answer &answer)
{
    Json fields;
    const Json paths = question.body.value("additionalModelResponseFieldPaths"_L1);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (paths.at(i).toString() == "/stop_sequence"_L1)
            fields.set("stop_sequence"_L1,
                       answer.stopSequence.isEmpty() ? Json() : Json(answer.stopSequence));
    }
    return fields;
}

/// What comes with usage: the trace, and what the request chose, which is what was used.
void addTail(Json &object, const Question &question, const Answer &answer)
{
    if (!answer.trace.isNull())
        object.set("trace"_L1, answer.trace);
    for (const auto member : {"performanceConfig"_L1, "serviceTier"_L1}) {
        if (const auto chosen = question.body.find(member))
            object.set(member, *chosen);
    }
}

Json latencyJson(qint64 latencyMs)
{
    return Json::object({{"latencyMs"_L1, Json(latencyMs)}});
}

/// Collects the events of one answer. Deltas become JSON only when they are due: a long answer has many.
class EventWriter
{
public:
    void add(QByteArray type, Json payload)
    {
        m_events.push_back(streamEvent(std::move(type), std::move(payload)));
    }

    /// @p content makes the delta.
    template <typename Content>
    void delta(Content content)
    {
        static const QByteArray type("contentBlockDelta");
        m_events.push_back(
            {type,
             [index = m_index, content = std::move(content)] {
                 return Json::object({{"contentBlockIndex"_L1, Json(index)}, {"delta"_L1, content()}});
             },
             true});
    }

    void block(const AnswerBlock &block)
    {
        switch (block.kind) {
        case AnswerBlock::Kind::Text:
            text(block);
            break;
        case AnswerBlock::Kind::Reasoning:
            reasoning(block);
            break;
        case AnswerBlock::Kind::ToolUse:
            toolUse(block);
            break;
        }
        add("contentBlockStop", Json::object({{"contentBlockIndex"_L1, Json(m_index)}}));
        ++m_index;
    }

    std::vector<StreamEvent> take() { return std::move(m_events); }
    void addLater(StreamEvent event) { m_events.push_back(std::move(event)); }

private:
    void text(const AnswerBlock &block)
    {
        for (const QString &piece : wordPieces(block.text))
            delta([piece] { return textItem(piece); });
        for (const Json &citation : block.citations)
            delta([citation] { return Json::object({{"citation"_L1, citation}}); });
    }

    void reasoning(const AnswerBlock &block)
    {
        for (const QString &piece : wordPieces(block.text))
            delta([piece] { return Json::object({{"reasoningContent"_L1, textItem(piece)}}); });
        if (block.signature.isEmpty())
            return;
        delta([signature = block.signature] {
            return Json::object({{"reasoningContent"_L1, Json::object({{"signature"_L1, Json(signature)}})}});
        });
    }

    void toolUse(const AnswerBlock &block)
    {
        const Json start =
            Json::object({{"toolUseId"_L1, Json(block.toolUseId)}, {"name"_L1, Json(block.toolName)}});
        add("contentBlockStart", Json::object({{"contentBlockIndex"_L1, Json(m_index)},
                                               {"start"_L1, Json::object({{"toolUse"_L1, start}})}}));
        for (const QString &piece : fixedPieces(block.text, inputPiece))
            delta([piece] {
                return Json::object({{"toolUse"_L1, Json::object({{"input"_L1, Json(piece)}})}});
            });
    }

    std::vector<StreamEvent> m_events;
    int m_index = 0;
};

} // namespace

Json usageJson(const CacheUsage &usage, qint64 outputTokens)
{
    Json result =
        Json::object({{"inputTokens"_L1, Json(usage.input)},
                      {"outputTokens"_L1, Json(outputTokens)},
                      {"totalTokens"_L1, Json(usage.input + usage.read + usage.write() + outputTokens)},
                      {"cacheReadInputTokens"_L1, Json(usage.read)},
                      {"cacheWriteInputTokens"_L1, Json(usage.write())}});
    Json details = Json::array();
    if (usage.write1h > 0)
        details.append(Json::object({{"ttl"_L1, Json("1h"_L1)}, {"inputTokens"_L1, Json(usage.write1h)}}));
    if (usage.write5m > 0)
        details.append(Json::object({{"ttl"_L1, Json("5m"_L1)}, {"inputTokens"_L1, Json(usage.write5m)}}));
    if (!details.isEmpty())
        result.set("cacheDetails"_L1, details);
    result.set("serverToolUsage"_L1, Json::object());
    return result;
}

Json converseResponse(const Question &question, const Answer &answer, qint64 latencyMs)
{
    Json content = Json::array();
    for (const AnswerBlock &block : answer.blocks) {
        if (const Json written = contentBlock(block); !written.isNull())
            content.append(written);
    }
    const Json message = Json::object({{"role"_L1, Json("assistant"_L1)}, {"content"_L1, content}});
    Json response = Json::object({{"output"_L1, Json::object({{"message"_L1, message}})},
                                  {"stopReason"_L1, Json(answer.stopReason)},
                                  {"usage"_L1, usageJson(question.usage, answer.outputTokens)},
                                  {"metrics"_L1, latencyJson(latencyMs)}});
    if (const Json fields = responseFields(question, answer); !fields.isNull())
        response.set("additionalModelResponseFields"_L1, fields);
    addTail(response, question, answer);
    return response;
}

std::vector<StreamEvent> converseEvents(const Question &question, const Answer &answer,
                                        const std::function<qint64()> &latencyMs)
{
    EventWriter writer;
    writer.add("messageStart", Json::object({{"role"_L1, Json("assistant"_L1)}}));
    for (const AnswerBlock &block : answer.blocks)
        writer.block(block);

    Json stop = Json::object({{"stopReason"_L1, Json(answer.stopReason)}});
    if (const Json fields = responseFields(question, answer); !fields.isNull())
        stop.set("additionalModelResponseFields"_L1, fields);
    writer.add("messageStop", stop);

    Json tail = Json::object();
    addTail(tail, question, answer);
    writer.addLater(
        {"metadata", [=, usage = usageJson(question.usage, answer.outputTokens)] {
             Json metadata = Json::object({{"usage"_L1, usage}, {"metrics"_L1, latencyJson(latencyMs())}});
             for (qsizetype i = 0; i < tail.size(); ++i)
                 metadata.set(tail.keyAt(i), tail.at(i));
             return metadata;
         }});
    return writer.take();
}

} // namespace outcrop::simulator
