// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/promptcache.h"

#include <algorithm>

namespace outcrop::simulator
{

namespace
{

/// Tokens of the first n blocks, for every n.
std::vector<qint64> runningTotals(const PromptLayers &prompt)
{
    std::vector<qint64> totals{0};
    for (const PromptBlock &block : prompt.blocks)
        totals.push_back(totals.back() + block.tokens);
    return totals;
}

const QByteArray &hashAfter(const PromptLayers &prompt, qsizetype blocks)
{
    return prompt.blocks.at(static_cast<size_t>(blocks - 1)).prefixHash;
}

} // namespace

CacheUsage PromptCache::use(const QString &modelId, const QString &region, const PromptLayers &prompt,
                            const QDateTime &now)
{
    const std::vector<qint64> totals = runningTotals(prompt);
    const auto tokensAfter = [&totals](qsizetype blocks) { return totals.at(static_cast<size_t>(blocks)); };
    const QByteArray scope = modelId.toUtf8() + '\n' + region.toUtf8() + '\n';

    const std::lock_guard lock(m_mutex);
    m_entries.removeIf([&now](const auto &entry) { return entry->expires <= now; });

    CacheUsage usage;
    const qsizetype hit = longestHit(scope, prompt);
    usage.read = tokensAfter(hit);
    renew(scope, prompt, hit, now);

    qsizetype done = hit;
    for (const CachePoint &point : prompt.points) {
        if (point.blocksBefore <= done || tokensAfter(point.blocksBefore) < minimumTokens)
            continue;
        const qint64 written = tokensAfter(point.blocksBefore) - tokensAfter(done);
        (point.timeToLive == std::chrono::hours(1) ? usage.write1h : usage.write5m) += written;
        m_entries.insert(scope + hashAfter(prompt, point.blocksBefore),
                         {point.timeToLive, now.addDuration(point.timeToLive)});
        done = point.blocksBefore;
    }
    usage.input = totals.back() - tokensAfter(done);
    return usage;
}

/// How many blocks from the beginning are cached.
qsizetype PromptCache::longestHit(const QByteArray &scope, const PromptLayers &prompt) const
{
    qsizetype longest = 0;
    for (const CachePoint &point : prompt.points) {
        const qsizetype lowest = std::max(longest, point.blocksBefore - lookBackBlocks);
        for (qsizetype blocks = point.blocksBefore; blocks > lowest; --blocks) {
            if (m_entries.contains(scope + hashAfter(prompt, blocks))) {
                longest = blocks;
                break;
            }
        }
    }
    return longest;
}

void PromptCache::renew(const QByteArray &scope, const PromptLayers &prompt, qsizetype blocks,
                        const QDateTime &now)
{
    for (qsizetype n = 1; n <= blocks; ++n) {
        const auto entry = m_entries.find(scope + hashAfter(prompt, n));
        if (entry != m_entries.end())
            entry->expires = now.addDuration(entry->timeToLive);
    }
}

} // namespace outcrop::simulator
