// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <optional>

namespace outcrop::converse
{

/// The token counts of one answer, as far as the response carried them. Zero is a count, absent is not.
struct Usage {
    std::optional<qint64> input; ///< neither read from nor written to the cache
    std::optional<qint64> output;
    std::optional<qint64> total; ///< as sent; never computed (protocol/converse.md, 4)
    std::optional<qint64> cacheRead;
    std::optional<qint64> cacheWrite;

    /// The whole prompt: input + cacheRead + cacheWrite; nothing when not even the input is known.
    std::optional<qint64> wholeInput() const;
    bool isEmpty() const { return *this == Usage(); }

    friend bool operator==(const Usage &, const Usage &) = default;
};

/// Reads a `usage` member, of a response or of a metadata event. Members that are no numbers of 0 or more are
/// absent.
Usage usageOf(const json::Json &usage);

} // namespace outcrop::converse
