// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"
#include "core/search/snippet.h"

#include <QStringList>

#include <optional>

namespace outcrop::search
{

/// Where in the bytes of an exchange a word was found.
struct RawPlace {
    enum class Part {
        RequestHead,
        RequestBody,
        ResponseHead,
        ResponseBody,
        Frame, ///< of the response's body: in its payload
    };

    Part part = Part::RequestBody;
    /// Of a body or a payload the first byte of the word; of a head the number of the field it is in, -1 for
    /// the first line.
    qsizetype offset = 0;
    qsizetype length = 0; ///< in bytes; 0 for a head
    qsizetype frame = 0;  ///< counted from 0

    friend bool operator==(const RawPlace &, const RawPlace &) = default;
};

/// The place that a hit of PassageKind::Raw is about: where its @p snippet stands, else the first part that
/// has all @p terms. Nothing for what stands in no bytes, such as an error in words, or only in an
/// attachment's. Linear in the bytes, which may be many: not for the thread of a window.
std::optional<RawPlace> rawPlaceOf(const history::Exchange &exchange, const Snippet &snippet,
                                   const QStringList &terms);

} // namespace outcrop::search
