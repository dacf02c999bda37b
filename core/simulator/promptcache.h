// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/promptlayers.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <mutex>

namespace outcrop::simulator
{

/// How the tokens of one prompt were used. read + write5m + write1h + input is the whole prompt.
struct CacheUsage {
    qint64 read = 0;
    qint64 write5m = 0;
    qint64 write1h = 0;
    qint64 input = 0; ///< neither read nor written

    qint64 write() const { return write5m + write1h; }
    friend bool operator==(const CacheUsage &, const CacheUsage &) = default;
};

/// The service's prompt cache (protocol/converse.md, "Prompt caching"): prefixes ending at cache points are
/// kept per model and region for the point's time to live, renewed by each hit. A prefix shorter than the
/// minimum is not kept, silently. A hit is looked for at each point and up to 20 blocks before it.
/// Safe to use from several threads.
class PromptCache
{
public:
    /// Fewest tokens a prefix must have. The value of most models in protocol/models.json.
    static constexpr qint64 minimumTokens = 1024;
    /// Most points in one request; more are refused by validation.
    static constexpr qsizetype maximumPoints = 4;
    static constexpr qsizetype lookBackBlocks = 20;

    /// Reads and writes the cache for one request and says what that came to.
    CacheUsage use(const QString &modelId, const QString &region, const PromptLayers &prompt,
                   const QDateTime &now);

private:
    struct Entry {
        std::chrono::minutes timeToLive;
        QDateTime expires;
    };

    qsizetype longestHit(const QByteArray &scope, const PromptLayers &prompt) const;
    void renew(const QByteArray &scope, const PromptLayers &prompt, qsizetype blocks, const QDateTime &now);

    std::mutex m_mutex;
    QHash<QByteArray, Entry> m_entries; ///< by scope and prefix hash
};

} // namespace outcrop::simulator
