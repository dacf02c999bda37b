// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/learnedrules.h"

#include <QRegularExpression>

#include <algorithm>

namespace outcrop::catalog
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;

/// What services write when a model does not take something, and what that something is.
struct Pattern {
    QLatin1StringView words; ///< regular expression, without case
    QLatin1StringView subject;
};

constexpr QLatin1StringView
    refusal("(not support|unsupported|n't support|not permitted|not allowed|not available)");

constexpr Pattern patterns[]{
    {"tool.{0,12}streaming|streaming.{0,12}tool"_L1, "tools with ConverseStream"_L1},
    {"cache_?point|cache point|cache_control|prompt caching"_L1, "cachePoint"_L1},
    {"tool use|toolConfig|tool_choice|tools"_L1, "tools"_L1},
    {"system (prompt|message|role)"_L1, "system"_L1},
    {"document"_L1, "document"_L1},
    {"video"_L1, "video"_L1},
    {"image"_L1, "image"_L1},
    {"audio"_L1, "audio"_L1},
    {"stop_?sequences"_L1, "stopSequences"_L1},
    {"on-demand throughput"_L1, "the bare model id"_L1},
    {"prefill|assistant message.{0,30}(last|end)|end with a user"_L1, "a last turn of the assistant"_L1},
    {"service_?tier"_L1, "serviceTier"_L1},
    {"latency|performance_?config"_L1, "performanceConfig"_L1},
};

bool matches(const QString &text, QLatin1StringView expression)
{
    return QRegularExpression(expression, QRegularExpression::CaseInsensitiveOption |
                                              QRegularExpression::DotMatchesEverythingOption)
        .match(text)
        .hasMatch();
}

/// Where in the request: what a cache point is refused in.
QString placeOf(const QString &message)
{
    if (matches(message, "toolConfig|in tools|tool definition"_L1))
        return u" in tools"_s;
    if (matches(message, "\\bsystem\\b"_L1))
        return u" in system"_s;
    if (matches(message, "messages\\b"_L1))
        return u" in messages"_s;
    return {};
}

} // namespace

bool LearnedRule::isSameRule(const LearnedRule &other) const
{
    return connection == other.connection && model == other.model && subject == other.subject;
}

std::optional<QString> refusedSubject(const base::Error &error)
{
    if (error.kind != base::ErrorKind::Validation)
        return std::nullopt;
    const QString &message = error.serviceMessage;
    if (matches(message, "temperature.{0,40}top_?p.{0,60}(both|cannot|only one)"_L1))
        return u"temperature with topP"_s;
    static const QRegularExpression extraKey(u"extraneous key \\[([^\\]]+)\\]"_s);
    if (const auto match = extraKey.match(message); match.hasMatch())
        return match.captured(1);
    if (!matches(message, refusal))
        return std::nullopt;
    for (const Pattern &pattern : patterns) {
        if (!matches(message, pattern.words))
            continue;
        const QString subject = pattern.subject;
        return subject == "cachePoint"_L1 ? subject + placeOf(message) : subject;
    }
    return std::nullopt;
}

std::vector<LearnedRule> LearnedRules::rulesFor(const QString &connection, const QString &model) const
{
    std::vector<LearnedRule> found;
    std::ranges::copy_if(m_rules, std::back_inserter(found), [&](const LearnedRule &rule) {
        return rule.connection == connection && rule.model == model;
    });
    return found;
}

bool LearnedRules::learn(const LearnedRule &rule)
{
    const auto known =
        std::ranges::find_if(m_rules, [&rule](const LearnedRule &other) { return other.isSameRule(rule); });
    if (known != m_rules.end()) {
        *known = rule;
        return false;
    }
    m_rules.push_back(rule);
    return true;
}

bool LearnedRules::forget(const LearnedRule &rule)
{
    return std::erase_if(m_rules, [&rule](const LearnedRule &other) { return other.isSameRule(rule); }) > 0;
}

Json LearnedRules::toJson() const
{
    Json list = Json::array();
    for (const LearnedRule &rule : m_rules)
        list.append(Json::object({{"connection"_L1, Json(rule.connection)},
                                  {"model"_L1, Json(rule.model)},
                                  {"subject"_L1, Json(rule.subject)},
                                  {"evidence"_L1, Json(rule.evidence)},
                                  {"requestId"_L1, Json(rule.requestId)},
                                  {"learnedAt"_L1, Json(rule.learnedAt.toUTC().toString(Qt::ISODate))}}));
    return Json::object({{"format"_L1, Json(1)}, {"rules"_L1, list}});
}

base::Result<LearnedRules> LearnedRules::fromJson(const Json &value)
{
    const Json list = value.value("rules"_L1);
    if (!list.isArray())
        return base::makeError(base::ErrorKind::BadInput, u"This is no list of learned rules."_s);
    LearnedRules learned;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Json entry = list.at(i);
        learned.m_rules.push_back(
            {entry.value("connection"_L1).toString(), entry.value("model"_L1).toString(),
             entry.value("subject"_L1).toString(), entry.value("evidence"_L1).toString(),
             entry.value("requestId"_L1).toString(),
             QDateTime::fromString(entry.value("learnedAt"_L1).toString(), Qt::ISODate)});
    }
    return learned;
}

} // namespace outcrop::catalog
