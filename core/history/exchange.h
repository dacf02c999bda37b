// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::history
{

/// Names one exchange in this store for ever. Grows with time; never 0.
using ExchangeId = qint64;

/// Header fields in the order of the wire, names as they were spelled.
using HeaderList = QList<QPair<QByteArray, QByteArray>>;

/// The outcome that recoverInterrupted() gives to exchanges whose process died.
inline constexpr QLatin1StringView interruptedOutcome("interrupted");

/// What is known when an attempt starts.
struct ExchangeRequest {
    QString conversationId;
    QString turnId;  ///< of the answer's own turn: recovery puts an interrupted answer there
    int attempt = 1; ///< 1 for the first; every retry is an exchange of its own
    QString connectionName;
    QString modelId;
    QString operation; ///< as in the request path: "converse-stream", "converse", "count-tokens"
    QString region;
    QByteArray method;
    QUrl url;
    HeaderList headers;
    QByteArray body;
    QDateTime startedUtc;
};

/// One row of a list: everything but headers and bodies.
struct ExchangeSummary {
    ExchangeId id = 0;
    QString conversationId;
    QString turnId;
    int attempt = 1;
    QString connectionName;
    QString modelId;
    QString operation;
    QString region;
    QByteArray method;
    QUrl url;
    QDateTime startedUtc;
    std::optional<int> status;                          ///< HTTP status, once the head arrived
    std::optional<std::chrono::nanoseconds> headAfter;  ///< since the start
    std::optional<std::chrono::nanoseconds> endedAfter; ///< since the start
    std::optional<QString> outcome;                     ///< absent while it runs
    std::optional<base::Error> error;
    qint64 requestBytes = 0;  ///< of the body
    qint64 responseBytes = 0; ///< of the body as stored so far
    bool complete = true;     ///< false when bytes had to be dropped because the disk stayed full
};

/// A piece of the response body as the network delivered it.
struct BodyChunk {
    QByteArray bytes;
    std::chrono::nanoseconds sinceStart{0}; ///< monotonic, since the exchange started

    friend bool operator==(const BodyChunk &, const BodyChunk &) = default;
};

/// One attempt with everything that crossed the wire, secrets masked.
struct Exchange {
    ExchangeSummary summary;
    HeaderList requestHeaders;
    QByteArray requestBody;
    HeaderList responseHeaders;
    std::vector<BodyChunk> chunks; ///< in order of arrival

    QByteArray responseBody() const;
};

/// Which exchanges list() gives, newest first. An absent member does not restrict.
struct ExchangeFilter {
    std::optional<QString> conversationId = std::nullopt;
    std::optional<QString> turnId = std::nullopt;
    int limit = 200;
};

} // namespace outcrop::history
