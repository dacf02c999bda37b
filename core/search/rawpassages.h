// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"
#include "core/search/passage.h"

#include <functional>

namespace outcrop::search
{

/// What is searched of an exchange's bytes: both heads, the request's body, the response's body or the
/// payloads of its frames, and what went wrong.
///
/// A request repeats the whole conversation each time. So its body is taken in parts (each message, tool and
/// system block, each other member), and of a part that @p isKnown nothing is taken: it was found in an
/// earlier exchange. @p isKnown is asked once for each part.
std::vector<Passage> passagesOf(const history::Exchange &exchange,
                                const std::function<bool(QByteArrayView part)> &isKnown);

} // namespace outcrop::search
