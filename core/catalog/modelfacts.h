// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace outcrop::catalog
{

/// US dollars for a million tokens, on demand. A price that is not known is absent, never zero.
struct Price {
    QString scope; ///< "global", "regional", or "any"
    std::optional<double> input;
    std::optional<double> output;
    std::optional<double> cacheRead;
    std::optional<double> cacheWrite5m;
    std::optional<double> cacheWrite1h;
    QStringList sources; ///< names in ModelCatalog::sources()
    QString checked;     ///< date the source was checked for this price; may be empty

    friend bool operator==(const Price &, const Price &) = default;
};

/// What a model's prompt cache takes (protocol/converse.md, Prompt caching).
struct PromptCacheFacts {
    bool supported = false;
    std::optional<bool> implicit; ///< caches without cache points too
    std::optional<qint64> minTokensPerCheckpoint;
    std::optional<int> maxCheckpoints;
    QStringList ttls;   ///< "5m", "1h"
    QStringList fields; ///< where cache points may stand: "tools", "system", "messages"

    friend bool operator==(const PromptCacheFacts &, const PromptCacheFacts &) = default;
};

/// What is known about a model: hints, never limits that are applied silently. Absent means unknown.
struct ModelFacts {
    QString id; ///< bare id, without a profile prefix
    QString name;
    QString provider;
    QString released;                    ///< ISO date or month
    std::optional<qint64> contextWindow; ///< tokens
    std::optional<qint64> maxOutput;     ///< tokens
    QStringList input;                   ///< modalities: "text", "image", "video", "audio"
    json::Json capabilities;             ///< name to true or false: "tools", "documents", "reasoning" ...
    std::optional<PromptCacheFacts> promptCache;
    std::optional<bool> inRegionOnDemand; ///< callable by its bare id
    QStringList profiles;                 ///< prefixes seen with it: "global", "us"
    std::vector<Price> prices;
    QStringList sources;
    QStringList unverified; ///< members no good source confirmed; "*" for all

    /// Nothing when it is not known.
    std::optional<bool> can(QLatin1StringView capability) const;
    bool isUnverified(const QString &member) const;
    /// The ids it can be called by, the widest profile first; the bare id last, or alone.
    QStringList callableIds() const;
    /// The price for calls through a profile @p prefix (empty: in the region itself). Nothing when unknown.
    std::optional<Price> price(const QString &prefix) const;

    friend bool operator==(const ModelFacts &, const ModelFacts &) = default;
};

/// Reads one entry; members of a wrong type count as absent.
ModelFacts modelFactsFromJson(const json::Json &entry);

} // namespace outcrop::catalog
