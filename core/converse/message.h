// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/guardcontent.h"
#include "core/converse/tools.h"

namespace outcrop::converse
{

/// Reasoning to be sent back unchanged, byte for byte.
class ReasoningTextBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, text, setText); ///< required
    OUTCROP_MEMBER(QString, signature, setSignature);
};

/// Reasoning, readable or not. A union.
class ReasoningContentBlock : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(ReasoningTextBlock, reasoningText, setReasoningText);
    OUTCROP_UNION_MEMBER(Blob, redactedContent, setRedactedContent); ///< base64 on the wire
};

/// One block of a message. A union.
class ContentBlock : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
    OUTCROP_UNION_MEMBER(ImageBlock, image, setImage);
    OUTCROP_UNION_MEMBER(DocumentBlock, document, setDocument);
    OUTCROP_UNION_MEMBER(VideoBlock, video, setVideo);
    OUTCROP_UNION_MEMBER(AudioBlock, audio, setAudio);
    OUTCROP_UNION_MEMBER(ToolUseBlock, toolUse, setToolUse);
    OUTCROP_UNION_MEMBER(ToolResultBlock, toolResult, setToolResult);
    OUTCROP_UNION_MEMBER(GuardrailConverseContentBlock, guardContent, setGuardContent);
    OUTCROP_UNION_MEMBER(CachePointBlock, cachePoint, setCachePoint);
    OUTCROP_UNION_MEMBER(ReasoningContentBlock, reasoningContent, setReasoningContent);
    OUTCROP_UNION_MEMBER(CitationsContentBlock, citationsContent, setCitationsContent);
    OUTCROP_UNION_MEMBER(SearchResultBlock, searchResult, setSearchResult);
    OUTCROP_UNION_MEMBER(ToolAdditionBlock, toolAddition, setToolAddition);
    OUTCROP_UNION_MEMBER(ToolRemovalBlock, toolRemoval, setToolRemoval);

    enum class Kind {
        Text,
        Image,
        Document,
        Video,
        Audio,
        ToolUse,
        ToolResult,
        GuardContent,
        CachePoint,
        ReasoningContent,
        CitationsContent,
        SearchResult,
        ToolAddition,
        ToolRemoval,
        Unknown, ///< a member this list does not have, or not exactly one
    };

    Kind kind() const;
    static ContentBlock ofText(const QString &text);
};

/// One block of the system prompt. A union.
class SystemContentBlock : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText); ///< not empty
    OUTCROP_UNION_MEMBER(GuardrailConverseContentBlock, guardContent, setGuardContent);
    OUTCROP_UNION_MEMBER(CachePointBlock, cachePoint, setCachePoint);
};

/// One turn. Roles alternate, the first is user.
class Message : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, role, setRole);                  ///< required; one of user, assistant, system
    OUTCROP_MEMBER(List<ContentBlock>, content, setContent); ///< required
};

} // namespace outcrop::converse
