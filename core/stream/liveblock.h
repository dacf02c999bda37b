// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace outcrop::stream
{

/// One content block under construction. Which members mean something hangs on `kind`.
struct LiveBlock {
    enum class Kind : quint8 {
        Text,       ///< text, citations
        ToolUse,    ///< toolUseId, toolName, toolType, toolInput, input, inputState
        Reasoning,  ///< text, signature, redacted
        Image,      ///< imageFormat, imageBytes, imageSource, imageError
        ToolResult, ///< toolUseId, toolType, toolStatus, results
        Unknown,    ///< raw; never part of the folded message
    };
    enum class InputState : quint8 {
        Arriving, ///< the input may still grow
        Usable,   ///< `input` holds it
        Unusable, ///< the text is not JSON: show it, never run or send the call
    };
    /// An item of a tool result: text that may still grow, or another value as it came.
    struct ResultItem {
        bool isText = false;
        QString text;
        json::Json value;
    };

    Kind kind = Kind::Text;
    qint64 streamIndex = 0; ///< contentBlockIndex
    bool open = true;       ///< may still grow
    bool stopSeen = false;  ///< its contentBlockStop came; older gateways send none

    QString text;
    std::vector<json::Json> citations;

    QString signature;
    QByteArray redacted; ///< decoded

    bool started = false; ///< its contentBlockStart came, so it has an id and a name
    QString toolUseId;
    QString toolName;
    QString toolType; ///< "server_tool_use" for a tool that the provider runs
    QString toolStatus;
    QByteArray toolInput; ///< JSON text as it streamed, UTF-8
    json::Json input;
    InputState inputState = InputState::Arriving;
    std::vector<ResultItem> results;

    QString imageFormat;
    QByteArray imageBytes;  ///< decoded
    json::Json imageSource; ///< a source without bytes (s3Location)
    json::Json imageError;

    std::vector<json::Json> raw; ///< payloads of an unknown block, the first hundred

    QByteArray pending; ///< bytes of a character that has not arrived whole

    /// No more will come: finishes text that ended inside a character and parses a tool's input.
    void close();
    /// The block as it stands in a Converse message. A tool call whose input is not usable has `{}`.
    json::Json toJson() const;
    /// Whether a tool may be run for it: complete, usable, with id and name, and not run by the provider.
    bool isRunnable() const;
};

} // namespace outcrop::stream
