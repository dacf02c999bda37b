// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/response.h"

namespace outcrop::converse
{

/// The answer begins.
class MessageStartEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, role, setRole); ///< required; one of user, assistant, system
};

/// A tool call begins.
class ToolUseBlockStart : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, toolUseId, setToolUseId); ///< required; 1..64 characters; `[a-zA-Z0-9_.:-]+`
    OUTCROP_MEMBER(QString, name, setName);           ///< required; 1..64 characters; `[a-zA-Z0-9_-]+`
    OUTCROP_MEMBER(QString, type, setType);           ///< one of server_tool_use
};

/// The answer of a tool the provider ran begins.
class ToolResultBlockStart : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, toolUseId, setToolUseId); ///< required; 1..64 characters; `[a-zA-Z0-9_.:-]+`
    OUTCROP_MEMBER(QString, type, setType);
    OUTCROP_MEMBER(QString, status, setStatus); ///< one of success, error
};

/// An image begins.
class ImageBlockStart : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, format, setFormat); ///< required; one of png, jpeg, gif, webp
};

/// How a block begins. Text and reasoning have no start. A union.
class ContentBlockStart : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(ToolUseBlockStart, toolUse, setToolUse);
    OUTCROP_UNION_MEMBER(ToolResultBlockStart, toolResult, setToolResult);
    OUTCROP_UNION_MEMBER(ImageBlockStart, image, setImage);
};

/// A block begins.
class ContentBlockStartEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ContentBlockStart, start, setStart);              ///< required
    OUTCROP_MEMBER(qint64, contentBlockIndex, setContentBlockIndex); ///< required; 0 or more
};

/// A piece of the JSON text of a tool call's input.
class ToolUseBlockDelta : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, input, setInput); ///< required
};

/// A piece of a tool's answer. A union.
class ToolResultBlockDelta : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
    std::optional<json::Json> jsonValue() const { return read<json::Json>(QLatin1StringView("json")); }
    void setJsonValue(const std::optional<json::Json> &value) { writeOnly(QLatin1StringView("json"), value); }
};

/// A piece of reasoning. A union.
class ReasoningContentBlockDelta : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
    OUTCROP_UNION_MEMBER(Blob, redactedContent, setRedactedContent); ///< base64 on the wire
    OUTCROP_UNION_MEMBER(QString, signature, setSignature);
};

/// Cited text.
class CitationSourceContentDelta : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, text, setText);
};

/// One citation, whole.
class CitationsDelta : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, title, setTitle);
    OUTCROP_MEMBER(QString, source, setSource);
    OUTCROP_MEMBER(List<CitationSourceContentDelta>, sourceContent, setSourceContent);
    OUTCROP_MEMBER(CitationLocation, location, setLocation);
};

/// A piece of an image: its bytes are decoded for themselves, then joined.
class ImageBlockDelta : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ImageSource, source, setSource);
    OUTCROP_MEMBER(ErrorBlock, error, setError);
};

/// What a block grows by. A union.
class ContentBlockDelta : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
    OUTCROP_UNION_MEMBER(ToolUseBlockDelta, toolUse, setToolUse);
    OUTCROP_UNION_MEMBER(List<ToolResultBlockDelta>, toolResult, setToolResult);
    OUTCROP_UNION_MEMBER(ReasoningContentBlockDelta, reasoningContent, setReasoningContent);
    OUTCROP_UNION_MEMBER(CitationsDelta, citation, setCitation);
    OUTCROP_UNION_MEMBER(ImageBlockDelta, image, setImage);
};

/// A block grows.
class ContentBlockDeltaEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ContentBlockDelta, delta, setDelta);              ///< required
    OUTCROP_MEMBER(qint64, contentBlockIndex, setContentBlockIndex); ///< required; 0 or more
};

/// A block ends. Older gateways send none.
class ContentBlockStopEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, contentBlockIndex, setContentBlockIndex); ///< required; 0 or more
};

/// The answer ends; metadata may follow.
class MessageStopEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, stopReason,
                   setStopReason); ///< required; one of end_turn, tool_use, max_tokens, stop_sequence,
                                   ///< guardrail_intervened, content_filtered, malformed_model_output,
                                   ///< malformed_tool_use, model_context_window_exceeded
    OUTCROP_MEMBER(json::Json, additionalModelResponseFields, setAdditionalModelResponseFields); ///< any JSON
};

/// Usage and the rest, after the end.
class ConverseStreamMetadataEvent : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(TokenUsage, usage, setUsage);          ///< required
    OUTCROP_MEMBER(ConverseMetrics, metrics, setMetrics); ///< required
    OUTCROP_MEMBER(ConverseTrace, trace, setTrace);
    OUTCROP_MEMBER(PerformanceConfiguration, performanceConfig, setPerformanceConfig);
    OUTCROP_MEMBER(ServiceTier, serviceTier, setServiceTier);
};

} // namespace outcrop::converse
