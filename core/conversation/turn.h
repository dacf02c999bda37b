// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/conversation/block.h"

#include <QDateTime>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::conversation
{

/// What became of a turn. Everything but Complete is marked where the turn is shown.
enum class TurnState : quint8 {
    Complete,    ///< whole
    Stopped,     ///< the user stopped it; what had arrived is kept
    Incomplete,  ///< the stream ended before the answer did
    Failed,      ///< the service or the way to it failed; may have no content
    Interrupted, ///< the program ended while it arrived
};

/// Stable name in the file ("stopped"), and back.
QLatin1StringView turnStateName(TurnState state);
std::optional<TurnState> turnStateFromName(QStringView name);

/// What is known about how an assistant turn was made. Absent members were not said by the service.
struct AnswerFacts {
    QString modelId;
    QString connectionName; ///< that it was sent over; empty when that is not known
    QString stopReason;     ///< verbatim; empty when there was none
    json::Json usage;       ///< the object of the metadata event or response; null when there was none
    json::Json metrics;     ///< likewise
    std::optional<std::chrono::milliseconds> firstByte;  ///< request sent to first byte of the response
    std::optional<std::chrono::milliseconds> firstToken; ///< request sent to first content
    std::optional<std::chrono::milliseconds> total;      ///< request sent to the end
    std::optional<int> attempts;                         ///< sent in all
    std::optional<QDateTime> sentUtc; ///< when the last attempt began, by this computer's clock
    std::optional<qint64> exchangeId; ///< of the last attempt (core/history)
    QString requestId;                ///< of the last attempt
    /// How far this computer's clock was behind the server's (negative: ahead), when that had to be corrected
    /// for the signature.
    std::optional<std::chrono::seconds> clockOff;
    std::optional<base::Error> error; ///< why the turn is not Complete

    friend bool operator==(const AnswerFacts &, const AnswerFacts &) = default;
};

/// One message of the conversation.
struct Turn {
    QString id;
    QString role; ///< "user", "assistant", and what newer models add ("system")
    std::vector<Block> content;
    TurnState state = TurnState::Complete;
    AnswerFacts facts;
    QString note; ///< what the user remarked about it; never sent
    /// Members of the message besides role and content; sent behind them.
    json::Json otherMembers = json::Json::object();
    json::Json stored; ///< the turn as the file had it: keeps what this version does not know

    friend bool operator==(const Turn &, const Turn &) = default;
};

/// Whether a block of the turn goes into requests. Not sent are muted ones, the members of our own (block.h),
/// and of an answer what the service refuses to take back, or every later request would fail: blank texts,
/// and reasoning that nothing follows. Of an answer that is not Complete also: tool calls, which are never
/// run and so can have no result; results, whose calls are not sent; reasoning without its signature.
bool isSent(const Turn &turn, const Block &block);

/// Whether a run brought the turn. An assistant turn that was written by hand at the end of a branch is the
/// beginning of an answer, which a run goes on with (a prefill).
bool wasRun(const Turn &turn);

/// A new turn with an id of its own.
Turn makeTurn(const QString &role, std::vector<Block> content);
Turn userTurn(const QString &text);

} // namespace outcrop::conversation
