// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/guardrailtrace.h"
#include "core/converse/request.h"

namespace outcrop::converse
{

/// Tokens written to the cache with one life time.
class CacheDetail : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, ttl, setTtl);                ///< required; one of 5m, 1h
    OUTCROP_MEMBER(qint64, inputTokens, setInputTokens); ///< required; 0 or more
};

/// Tokens of a call. `inputTokens` are those neither read from nor written to the cache; `totalTokens` has
/// been seen with and without the cached ones: derive neither from the other (protocol/converse.md, 4).
class TokenUsage : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, inputTokens, setInputTokens);                     ///< required; 0 or more
    OUTCROP_MEMBER(qint64, outputTokens, setOutputTokens);                   ///< required; 0 or more
    OUTCROP_MEMBER(qint64, totalTokens, setTotalTokens);                     ///< required; 0 or more
    OUTCROP_MEMBER(qint64, cacheReadInputTokens, setCacheReadInputTokens);   ///< 0 or more
    OUTCROP_MEMBER(qint64, cacheWriteInputTokens, setCacheWriteInputTokens); ///< 0 or more
    OUTCROP_MEMBER(List<CacheDetail>, cacheDetails, setCacheDetails);
};

/// Time the service took, in milliseconds.
class ConverseMetrics : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, latencyMs, setLatencyMs); ///< required
};

/// Where a prompt router sent the request.
class PromptRouterTrace : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, invokedModelId, setInvokedModelId);
};

/// What happened on the way.
class ConverseTrace : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(GuardrailTraceAssessment, guardrail, setGuardrail);
    OUTCROP_MEMBER(PromptRouterTrace, promptRouter, setPromptRouter);
};

/// The answer. A union.
class ConverseOutput : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(Message, message, setMessage);
};

/// The body of a Converse answer (protocol/converse.md, 4). Gateways leave metrics out.
class ConverseResponse : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ConverseOutput, output, setOutput); ///< required
    OUTCROP_MEMBER(QString, stopReason,
                   setStopReason); ///< required; one of end_turn, tool_use, max_tokens, stop_sequence,
                                   ///< guardrail_intervened, content_filtered, malformed_model_output,
                                   ///< malformed_tool_use, model_context_window_exceeded
    OUTCROP_MEMBER(TokenUsage, usage, setUsage);                                                 ///< required
    OUTCROP_MEMBER(ConverseMetrics, metrics, setMetrics);                                        ///< required
    OUTCROP_MEMBER(json::Json, additionalModelResponseFields, setAdditionalModelResponseFields); ///< any JSON
    OUTCROP_MEMBER(ConverseTrace, trace, setTrace);
    OUTCROP_MEMBER(PerformanceConfiguration, performanceConfig, setPerformanceConfig);
    OUTCROP_MEMBER(ServiceTier, serviceTier, setServiceTier);
};

} // namespace outcrop::converse
