// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace outcrop::simulator
{

// What a Converse request body holds, read out for the answers.

struct RequestFacts {
    qsizetype messages = 0;
    qsizetype blocks = 0; ///< of all messages
    qsizetype systemBlocks = 0;
    QStringList toolNames;
    QStringList attachments; ///< "image png", "document report (pdf)"
};

RequestFacts requestFacts(const json::Json &body);

/// The last text block of the last message, when that is a user's. Blocks before it may be messages that were
/// never answered: what they asked for is past.
QString finalUserText(const json::Json &body);

/// The texts of the last user message that has any.
QString lastUserText(const json::Json &body);

struct ToolResult {
    QString toolName; ///< of the call it answers; the id when there is none
    bool isError = false;
    json::Json content;
};

/// The tool results of the last message, in its order.
std::vector<ToolResult> lastToolResults(const json::Json &body);

/// The input schema of a tool; null when it is not offered.
json::Json toolSchema(const json::Json &body, const QString &toolName);

} // namespace outcrop::simulator
