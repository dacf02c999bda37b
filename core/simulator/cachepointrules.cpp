// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversationrules.h"
#include "core/simulator/promptcache.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

using Violation = std::optional<QString>;

/// Sees the points of a request in cache order.
class PointRules
{
public:
    Violation checkList(const Json &list, const QString &place)
    {
        for (qsizetype i = 0; i < list.size(); ++i) {
            const auto point = list.at(i).find("cachePoint"_L1);
            if (!point)
                continue;
            if (auto violation = checkPoint(*point, QStringLiteral("%1.%2").arg(place).arg(i)))
                return violation;
        }
        return std::nullopt;
    }

private:
    Violation checkPoint(const Json &point, const QString &place)
    {
        if (++m_count > PromptCache::maximumPoints) {
            return QStringLiteral("The cachePoint at %1 is one too many: a request can have %2.")
                .arg(place)
                .arg(PromptCache::maximumPoints);
        }
        const bool isShort = point.value("ttl"_L1).toString() != "1h"_L1;
        if (!isShort && m_shortSeen) {
            return QStringLiteral(
                       "The cachePoint at %1 has a ttl of 1h and comes after one of 5m. In the order tools, "
                       "system, messages, points with a longer ttl must come first.")
                .arg(place);
        }
        m_shortSeen = m_shortSeen || isShort;
        return std::nullopt;
    }

    qsizetype m_count = 0;
    bool m_shortSeen = false;
};

} // namespace

Violation cachePointViolation(const Json &body)
{
    PointRules rules;
    if (auto violation = rules.checkList(body.value("toolConfig"_L1).value("tools"_L1),
                                         QStringLiteral("toolConfig.tools")))
        return violation;
    if (auto violation = rules.checkList(body.value("system"_L1), QStringLiteral("system")))
        return violation;
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QString place = QStringLiteral("messages.%1.content").arg(i);
        if (auto violation = rules.checkList(messages.at(i).value("content"_L1), place))
            return violation;
    }
    return std::nullopt;
}

} // namespace outcrop::simulator
