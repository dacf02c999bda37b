// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/message.h"

namespace outcrop::converse
{

/// How the model samples. An absent member means the model's own default. Some models take temperature or
/// topP but not both, the newest take neither.
class InferenceConfiguration : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, maxTokens, setMaxTokens);                ///< 1 or more
    OUTCROP_MEMBER(double, temperature, setTemperature);            ///< 0..1
    OUTCROP_MEMBER(double, topP, setTopP);                          ///< 0..1
    OUTCROP_MEMBER(List<QString>, stopSequences, setStopSequences); ///< 0..2500 items; each not empty
};

/// The guardrail of a request. `streamProcessingMode` for ConverseStream only.
class GuardrailConfiguration : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, guardrailIdentifier, setGuardrailIdentifier); ///< 0..2048 characters
    OUTCROP_MEMBER(QString, guardrailVersion, setGuardrailVersion);       ///< `(|([1-9][0-9]{0,7})|(DRAFT))`
    OUTCROP_MEMBER(QString, trace, setTrace); ///< one of enabled, disabled, enabled_full
    OUTCROP_MEMBER(QString, streamProcessingMode, setStreamProcessingMode); ///< one of sync, async
};

/// The value of a prompt's variable. A union.
class PromptVariableValues : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
};

/// Latency wanted, or used.
class PerformanceConfiguration : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, latency, setLatency); ///< one of standard, optimized
};

/// Tier wanted, or used.
class ServiceTier : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType); ///< required; one of priority, default, flex, reserved
};

/// The schema of structured output: `schema` is a JSON Schema written as a string.
class JsonSchemaDefinition : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, schema, setSchema); ///< required
    OUTCROP_MEMBER(QString, name, setName);
    OUTCROP_MEMBER(QString, description, setDescription);
};

/// The structure of structured output. A union.
class OutputFormatStructure : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(JsonSchemaDefinition, jsonSchema, setJsonSchema);
};

/// The form of the text.
class OutputFormat : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType);                         ///< required; one of json_schema
    OUTCROP_MEMBER(OutputFormatStructure, structure, setStructure); ///< required
};

/// How the answer is to look. `effort`: low, medium, high, xhigh, max.
class OutputConfig : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(OutputFormat, textFormat, setTextFormat);
    OUTCROP_MEMBER(QString, effort, setEffort); ///< 0..16 characters
};

/// The body of Converse and ConverseStream (protocol/converse.md, 3). The model id is part of the path, not
/// of the body.
class ConverseRequest : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<Message>, messages, setMessages);
    OUTCROP_MEMBER(List<SystemContentBlock>, system, setSystem);
    OUTCROP_MEMBER(InferenceConfiguration, inferenceConfig, setInferenceConfig);
    OUTCROP_MEMBER(ToolConfiguration, toolConfig, setToolConfig);
    OUTCROP_MEMBER(GuardrailConfiguration, guardrailConfig, setGuardrailConfig);
    OUTCROP_MEMBER(json::Json, additionalModelRequestFields, setAdditionalModelRequestFields); ///< any JSON
    OUTCROP_MEMBER(Map<PromptVariableValues>, promptVariables, setPromptVariables);
    OUTCROP_MEMBER(List<QString>, additionalModelResponseFieldPaths,
                   setAdditionalModelResponseFieldPaths); ///< 0..10 items; each 1..256 characters
    OUTCROP_MEMBER(
        Map<QString>, requestMetadata,
        setRequestMetadata); ///< 1..16 entries; names 1..256 characters; `[a-zA-Z0-9\s:_@$#=/+,-.]{1,256}`;
                             ///< values 0..256 characters; `[a-zA-Z0-9\s:_@$#=/+,-.]{0,256}`
    OUTCROP_MEMBER(PerformanceConfiguration, performanceConfig, setPerformanceConfig);
    OUTCROP_MEMBER(ServiceTier, serviceTier, setServiceTier);
    OUTCROP_MEMBER(OutputConfig, outputConfig, setOutputConfig);
};

} // namespace outcrop::converse
