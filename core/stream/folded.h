// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace outcrop::stream
{

/// How a stream ended (protocol/converse.md, Folding a stream, 10).
enum class Outcome {
    Complete,   ///< messageStop came and the body ended on a frame border
    Incomplete, ///< the body ended on a frame border without messageStop
    Truncated,  ///< the body ended inside a frame
    Corrupt,    ///< a frame that cannot be trusted
    Exception,  ///< an exception frame
    Error,      ///< an error frame, or one of a kind that is not known
};

/// "complete", "incomplete", "truncated", "corrupt", "exception", "error".
QLatin1StringView outcomeName(Outcome outcome);
std::optional<Outcome> outcomeFromName(QStringView name);

/// Why a stream did not end well.
struct Problem {
    QString kind;                  ///< "exception", "error", "corrupt" or "truncated"
    QString type;                  ///< exception type or error code as sent, or the name of the frame fault
    QString message;               ///< the service's words; empty for a frame fault
    std::optional<quint64> offset; ///< of a frame fault, in the body
    std::optional<qint64> originalStatusCode;
    QString originalMessage;

    json::Json toJson() const;
    friend bool operator==(const Problem &, const Problem &) = default;
};

/// A frame or a part of one that was skipped.
struct Ignored {
    quint64 offset = 0; ///< of its frame, in the body
    QString why;        ///< "event NAME", "delta NAME", "start NAME", "payload of NAME" ...

    friend bool operator==(const Ignored &, const Ignored &) = default;
};

/// A block of a kind that is not known. It has no shape to fold into, so it is no part of the message.
struct UnknownBlock {
    size_t position = 0; ///< how many blocks of the content stand before it
    json::Json events;   ///< the payloads it came in, an array

    friend bool operator==(const UnknownBlock &, const UnknownBlock &) = default;
};

/// An answer, streamed or not, with everything that came with it. Json members are null when not sent.
struct Folded {
    Outcome outcome = Outcome::Incomplete;
    json::Json message; ///< {role, content} as it goes into the next request
    QString stopReason; ///< null when not sent; any value may come
    json::Json additionalModelResponseFields;
    json::Json usage;
    json::Json metrics;
    json::Json trace;
    json::Json performanceConfig;
    json::Json serviceTier;
    std::vector<qint64> blockIndexes; ///< contentBlockIndex of each content block
    std::vector<qint64> openBlocks;   ///< those that got no contentBlockStop
    /// Raw text of inputs that are not JSON, by position in the content: several blocks may share an index.
    std::map<size_t, QByteArray> unparsedToolInputs;
    std::vector<UnknownBlock> unknownBlocks; ///< in the order of the content; not part of toJson()
    std::vector<Ignored> ignored;
    std::optional<Problem> problem;

    /// The toolUse objects that may be run, in order: those of a complete message with an id, a name and an
    /// input that parsed, and not run by the provider. Decided by blocks, not by stopReason (9).
    std::vector<json::Json> runnableToolUses() const;
    /// With all members in a fixed order, as in the recordings' `folded`.
    json::Json toJson() const;
};

} // namespace outcrop::stream
