// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"

#include <variant>

namespace outcrop::history
{

// What the store's callers say, on its way to the database.

struct BeginOperation {
    ExchangeId id = 0;
    ExchangeRequest request;
    QByteArray safeUrl; ///< encoded, without secrets; filled in on the way
};

struct HeadOperation {
    ExchangeId id = 0;
    int status = 0;
    HeaderList headers;
    std::chrono::nanoseconds sinceStart{0};
};

struct ChunkOperation {
    ExchangeId id = 0;
    BodyChunk chunk;
};

/// Bytes of this exchange had to be dropped.
struct GapOperation {
    ExchangeId id = 0;
};

struct EndOperation {
    ExchangeId id = 0;
    QString outcome;
    std::optional<base::Error> error;
    std::chrono::nanoseconds sinceStart{0};
};

using Operation = std::variant<BeginOperation, HeadOperation, ChunkOperation, GapOperation, EndOperation>;

} // namespace outcrop::history
