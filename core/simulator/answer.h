// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/simulator/promptcache.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace outcrop::simulator
{

/// What the simulator was asked, after validation and after its cache was read.
struct Question {
    QString modelId;  ///< decoded, as asked for
    json::Json body;  ///< a Converse request body, also when it came as InvokeModel
    CacheUsage usage; ///< what the prompt cost
    QByteArray
        seed; ///< SHA-256 in hex of path and body: makes ids that differ between requests, without chance
};

struct AnswerBlock {
    enum class Kind : quint8 { Text, Reasoning, ToolUse };

    Kind kind = Kind::Text;
    QString text;                      ///< Text and Reasoning: the text; ToolUse: the input as JSON text
    QString signature;                 ///< Reasoning
    QString toolUseId;                 ///< ToolUse
    QString toolName;                  ///< ToolUse
    std::vector<json::Json> citations; ///< Text: Converse citations, in the order they come
};

/// A whole answer, before it is written in one of the API's forms.
struct Answer {
    std::vector<AnswerBlock> blocks;
    QString stopReason;
    QString stopSequence; ///< which one ended it; empty when none did
    json::Json trace;     ///< null when there is none
    qint64 outputTokens = 0;
};

} // namespace outcrop::simulator
