// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/modelfacts.h"

#include <algorithm>

namespace outcrop::catalog
{

namespace
{

using namespace Qt::StringLiterals;

QStringList texts(const json::Json &array)
{
    QStringList list;
    for (qsizetype i = 0; i < array.size(); ++i)
        list.append(array.at(i).toString());
    return list;
}

Price priceFromJson(const json::Json &entry)
{
    Price price;
    price.scope = entry.value("scope"_L1).toString();
    price.input = entry.value("input"_L1).toDouble();
    price.output = entry.value("output"_L1).toDouble();
    price.cacheRead = entry.value("cacheRead"_L1).toDouble();
    price.cacheWrite5m = entry.value("cacheWrite5m"_L1).toDouble();
    price.cacheWrite1h = entry.value("cacheWrite1h"_L1).toDouble();
    price.sources = texts(entry.value("sources"_L1));
    price.checked = entry.value("checked"_L1).toString();
    return price;
}

PromptCacheFacts promptCacheFromJson(const json::Json &entry)
{
    PromptCacheFacts cache;
    cache.supported = entry.value("supported"_L1).toBool().value_or(false);
    cache.implicit = entry.value("implicit"_L1).toBool();
    cache.minTokensPerCheckpoint = entry.value("minTokensPerCheckpoint"_L1).toInt();
    if (const auto most = entry.value("maxCheckpoints"_L1).toInt())
        cache.maxCheckpoints = static_cast<int>(std::clamp<qint64>(*most, 0, 1000));
    cache.ttls = texts(entry.value("ttl"_L1));
    cache.fields = texts(entry.value("fields"_L1));
    return cache;
}

} // namespace

std::optional<bool> ModelFacts::can(QLatin1StringView capability) const
{
    return capabilities.value(capability).toBool();
}

bool ModelFacts::isUnverified(const QString &member) const
{
    const QString outer = member.section(u'.', 0, 0);
    return unverified.contains(u"*"_s) || unverified.contains(member) || unverified.contains(outer);
}

QStringList ModelFacts::callableIds() const
{
    QStringList ids;
    for (const QString &prefix : profiles)
        ids.append(prefix + u'.' + id);
    if (ids.isEmpty() || inRegionOnDemand.value_or(false))
        ids.append(id);
    return ids;
}

std::optional<Price> ModelFacts::price(const QString &prefix) const
{
    const QString scope = prefix == "global"_L1 ? u"global"_s : u"regional"_s;
    for (const QString &wanted : {scope, u"any"_s}) {
        const auto found = std::ranges::find(prices, wanted, &Price::scope);
        if (found != prices.end())
            return *found;
    }
    return std::nullopt;
}

ModelFacts modelFactsFromJson(const json::Json &entry)
{
    ModelFacts facts;
    facts.id = entry.value("id"_L1).toString();
    facts.name = entry.value("name"_L1).toString();
    facts.provider = entry.value("provider"_L1).toString();
    facts.released = entry.value("released"_L1).toString();
    facts.contextWindow = entry.value("contextWindow"_L1).toInt();
    facts.maxOutput = entry.value("maxOutput"_L1).toInt();
    facts.input = texts(entry.value("input"_L1));
    facts.capabilities = entry.value("converse"_L1);
    if (const json::Json cache = entry.value("promptCache"_L1); cache.isObject())
        facts.promptCache = promptCacheFromJson(cache);
    facts.inRegionOnDemand = entry.value("inRegionOnDemand"_L1).toBool();
    facts.profiles = texts(entry.value("profiles"_L1));
    const json::Json prices = entry.value("pricesPerMTok"_L1);
    for (qsizetype i = 0; i < prices.size(); ++i)
        facts.prices.push_back(priceFromJson(prices.at(i)));
    facts.sources = texts(entry.value("sources"_L1));
    facts.unverified = texts(entry.value("unverified"_L1));
    return facts;
}

} // namespace outcrop::catalog
