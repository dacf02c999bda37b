// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/usage.h"

namespace outcrop::converse
{

namespace
{

std::optional<qint64> countOf(const json::Json &usage, QLatin1StringView key)
{
    const std::optional<qint64> count = usage.value(key).toInt();
    return count && *count >= 0 ? count : std::nullopt;
}

} // namespace

std::optional<qint64> Usage::wholeInput() const
{
    if (!input)
        return std::nullopt;
    return *input + cacheRead.value_or(0) + cacheWrite.value_or(0);
}

Usage usageOf(const json::Json &usage)
{
    return {countOf(usage, QLatin1StringView("inputTokens")),
            countOf(usage, QLatin1StringView("outputTokens")),
            countOf(usage, QLatin1StringView("totalTokens")),
            countOf(usage, QLatin1StringView("cacheReadInputTokens")),
            countOf(usage, QLatin1StringView("cacheWriteInputTokens"))};
}

} // namespace outcrop::converse
