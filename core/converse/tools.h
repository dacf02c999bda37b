// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/citations.h"

namespace outcrop::converse
{

/// The end of a prefix to be cached: stands after what it covers (protocol/converse.md, "Prompt caching").
class CachePointBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType); ///< required; one of default
    OUTCROP_MEMBER(QString, ttl, setTtl);   ///< one of 5m, 1h
};

/// A call of a tool by the model.
class ToolUseBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, toolUseId, setToolUseId); ///< required; 1..64 characters; `[a-zA-Z0-9_.:-]+`
    OUTCROP_MEMBER(QString, name, setName);           ///< required; 1..64 characters; `[a-zA-Z0-9_-]+`
    OUTCROP_MEMBER(json::Json, input, setInput);      ///< required; any JSON
    OUTCROP_MEMBER(QString, type, setType);           ///< one of server_tool_use
};

/// One piece of a tool's answer. A union.
class ToolResultContentBlock : public View
{
public:
    using View::View;

    std::optional<json::Json> jsonValue() const { return read<json::Json>(QLatin1StringView("json")); }
    void setJsonValue(const std::optional<json::Json> &value) { writeOnly(QLatin1StringView("json"), value); }
    OUTCROP_UNION_MEMBER(QString, text, setText);
    OUTCROP_UNION_MEMBER(ImageBlock, image, setImage);
    OUTCROP_UNION_MEMBER(DocumentBlock, document, setDocument);
    OUTCROP_UNION_MEMBER(VideoBlock, video, setVideo);
    OUTCROP_UNION_MEMBER(SearchResultBlock, searchResult, setSearchResult);
};

/// A tool's answer, in the next user message. `status` for Claude 3+ and Nova only.
class ToolResultBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, toolUseId, setToolUseId); ///< required; 1..64 characters; `[a-zA-Z0-9_.:-]+`
    OUTCROP_MEMBER(List<ToolResultContentBlock>, content, setContent); ///< required
    OUTCROP_MEMBER(QString, status, setStatus);                        ///< one of success, error
    OUTCROP_MEMBER(QString, type, setType);
};

/// The schema of a tool's input; its top level must be an object. A union.
class ToolInputSchema : public View
{
public:
    using View::View;

    std::optional<json::Json> jsonValue() const { return read<json::Json>(QLatin1StringView("json")); }
    void setJsonValue(const std::optional<json::Json> &value) { writeOnly(QLatin1StringView("json"), value); }
};

/// A tool the model may call.
class ToolSpecification : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, name, setName);               ///< required; 1..64 characters; `[a-zA-Z0-9_-]+`
    OUTCROP_MEMBER(QString, description, setDescription); ///< not empty
    OUTCROP_MEMBER(ToolInputSchema, inputSchema, setInputSchema); ///< required
    OUTCROP_MEMBER(bool, strict, setStrict);
};

/// A tool the provider runs.
class SystemTool : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, name, setName); ///< required; 1..64 characters; `[a-zA-Z0-9_-]+`
};

/// One entry of the list of tools. A union.
class Tool : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(ToolSpecification, toolSpec, setToolSpec);
    OUTCROP_UNION_MEMBER(SystemTool, systemTool, setSystemTool);
    OUTCROP_UNION_MEMBER(CachePointBlock, cachePoint, setCachePoint);
};

/// The model decides. No members: `{}`.
class AutoToolChoice : public View
{
public:
    using View::View;
};

/// Some tool must be called. No members: `{}`.
class AnyToolChoice : public View
{
public:
    using View::View;
};

/// This tool must be called.
class SpecificToolChoice : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, name, setName); ///< required; 1..64 characters; `[a-zA-Z0-9_-]+`
};

/// Who decides about tool calls. `auto`, a word of C++, is called automatic() here. A union.
class ToolChoice : public View
{
public:
    using View::View;

    std::optional<AutoToolChoice> automatic() const
    {
        return read<AutoToolChoice>(QLatin1StringView("auto"));
    }
    void setAutomatic(const std::optional<AutoToolChoice> &value)
    {
        writeOnly(QLatin1StringView("auto"), value);
    }
    OUTCROP_UNION_MEMBER(AnyToolChoice, any, setAny);
    OUTCROP_UNION_MEMBER(SpecificToolChoice, tool, setTool);
};

/// The tools of a request. Needed again whenever the history has tool blocks.
class ToolConfiguration : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<Tool>, tools, setTools); ///< required; not empty
    OUTCROP_MEMBER(ToolChoice, toolChoice, setToolChoice);
};

/// A declared tool, by name.
class ToolReference : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, type, setType);             ///< 1..64 characters
    OUTCROP_MEMBER(QString, name, setName);             ///< 1..128 characters
    OUTCROP_MEMBER(QString, serverName, setServerName); ///< 1..128 characters
};

/// A tool that becomes available; in a system message.
class ToolAdditionBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ToolReference, tool, setTool); ///< required
};

/// A tool that is no longer available; in a system message.
class ToolRemovalBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(ToolReference, tool, setTool); ///< required
};

} // namespace outcrop::converse
