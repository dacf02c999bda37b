// SPDX-License-Identifier: GPL-3.0-or-later

// What is known about a model: rules that do not apply to it, rules of its own, and what its service refused.

#include "core/converse/lintrules.h"

#include "core/converse/tokenestimate.h"

#include <QLocale>

#include <algorithm>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

/// A rule that asks about one capability.
struct AskedRule {
    QLatin1StringView rule;
    QLatin1StringView capability;
};

constexpr AskedRule askedRules[]{
    {"prefill"_L1, "prefill"_L1},
    {"temperature-and-top-p"_L1, "temperatureWithTopP"_L1},
    {"tool-strict"_L1, "strictTools"_L1},
    {"system-role"_L1, "systemRole"_L1},
    {"tool-choice-model"_L1, "toolChoice"_L1},
    {"system-tool"_L1, "systemTools"_L1},
};

QString refusalOf(QLatin1StringView rule, const QString &model)
{
    if (rule == "prefill"_L1)
        return LintReport::tr("The last message is the assistant's; %1 refuses that.").arg(model);
    if (rule == "temperature-and-top-p"_L1)
        return LintReport::tr("temperature and topP together: %1 refuses the pair.").arg(model);
    if (rule == "tool-strict"_L1)
        return LintReport::tr("%1 refuses strict.").arg(model);
    if (rule == "system-role"_L1)
        return LintReport::tr("%1 takes no messages of the role system.").arg(model);
    if (rule == "tool-choice-model"_L1)
        return LintReport::tr("%1 cannot be made to call a tool.").arg(model);
    return {};
}

/// What does not apply goes, what does says so.
void askFacts(const LintFacts &facts, std::vector<LintFinding> &findings)
{
    for (const auto &[rule, capability] : askedRules) {
        const std::optional<bool> can = facts.can(capability);
        if (!can)
            continue;
        const auto isAsked = [rule = rule](const LintFinding &finding) { return finding.rule == rule; };
        if (*can) {
            std::erase_if(findings, isAsked);
            continue;
        }
        for (LintFinding &finding : findings) {
            if (const QString message = refusalOf(rule, facts.model); isAsked(finding) && !message.isEmpty())
                finding.message = message;
        }
    }
}

/// Where blocks with a member of this name stand, in cache order.
std::vector<Pointer> blocksOf(const Json &body, const QString &member)
{
    std::vector<Pointer> places;
    const auto look = [&](const Json &blocks, const Pointer &place) {
        for (qsizetype i = 0; i < blocks.size(); ++i) {
            if (blocks.at(i).contains(member))
                places.push_back(place.child(i));
        }
    };
    look(body.value("toolConfig"_L1).value("tools"_L1), Pointer().child(u"toolConfig").child(u"tools"));
    look(body.value("system"_L1), Pointer().child(u"system"));
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i)
        look(messages.at(i).value("content"_L1), Pointer().child(u"messages").child(i).child(u"content"));
    return places;
}

/// "tools", "system" or "messages".
QString sectionOf(const Pointer &place)
{
    return place.tokens().first() == "toolConfig"_L1 ? u"tools"_s : place.tokens().first();
}

/// The rules of one model.
class ModelRules
{
public:
    ModelRules(const Json &body, const LintFacts &facts) : m_body(body), m_facts(facts) {}

    std::vector<LintFinding> look()
    {
        lookAtSections();
        lookAtMedia();
        lookAtInference();
        if (m_facts.promptCache)
            lookAtCachePoints(*m_facts.promptCache);
        return m_report.take();
    }

private:
    LintFinding &refused(QLatin1StringView rule, const Pointer &place, const QString &message)
    {
        LintFinding &finding = m_report.perhaps(rule, place, message);
        finding.fix = LintReport::removal(LintReport::tr("Remove it"), place);
        return finding;
    }
    bool lacks(QLatin1StringView capability) const { return m_facts.can(capability) == false; }

    void lookAtSections()
    {
        const Pointer tools = Pointer().child(u"toolConfig");
        if (m_body.contains("toolConfig"_L1)) {
            if (lacks("tools"_L1))
                refused("model-tools"_L1, tools, LintReport::tr("%1 takes no tools.").arg(m_facts.model))
                    .fix = LintReport::removal(LintReport::tr("Send no tools"), tools);
            else if (m_facts.stream && lacks("streamingTools"_L1))
                m_report.perhaps("model-streaming-tools"_L1, tools,
                                 LintReport::tr("%1 does not stream answers when there are tools: switch "
                                                "streaming off.")
                                     .arg(m_facts.model));
        }
        if (lacks("systemPrompt"_L1) && !m_body.value("system"_L1).isEmpty())
            refused("model-system"_L1, Pointer().child(u"system"),
                    LintReport::tr("%1 takes no system prompt.").arg(m_facts.model));
    }

    void lookAtMedia()
    {
        constexpr std::pair<QLatin1StringView, QLatin1StringView> kinds[]{{"image"_L1, "images"_L1},
                                                                          {"document"_L1, "documents"_L1},
                                                                          {"video"_L1, "video"_L1},
                                                                          {"audio"_L1, "audio"_L1}};
        for (const auto &[member, capability] : kinds) {
            if (!lacks(capability))
                continue;
            for (const Pointer &place : blocksOf(m_body, QString(member)))
                refused(
                    "model-media"_L1, place,
                    LintReport::tr("%1 takes no blocks of the kind %2.").arg(m_facts.model, QString(member)));
        }
    }

    void lookAtInference()
    {
        const Json inference = m_body.value("inferenceConfig"_L1);
        const Pointer place = Pointer().child(u"inferenceConfig");
        if (lacks("sampling"_L1)) {
            for (const QString &member : {u"temperature"_s, u"topP"_s}) {
                if (inference.contains(member))
                    refused("model-sampling"_L1, place.child(member),
                            LintReport::tr("%1 refuses %2.").arg(m_facts.model, member))
                        .fix =
                        LintReport::removal(LintReport::tr("Unset %1").arg(member), place.child(member));
            }
        }
        const qint64 most = m_facts.maxOutput.value_or(0);
        if (most > 0 && inference.value("maxTokens"_L1).toInt().value_or(0) > most)
            m_report
                .perhaps("model-max-tokens"_L1, place.child(u"maxTokens"),
                         LintReport::tr("%1 gives at most %2 tokens.").arg(m_facts.model, numberText(most)))
                .fix = LintReport::setting(LintReport::tr("Set %1").arg(numberText(most)),
                                           place.child(u"maxTokens"), Json(most));
    }

    void lookAtCachePoints(const LintFacts::PromptCache &cache)
    {
        const std::vector<Pointer> points = blocksOf(m_body, u"cachePoint"_s);
        for (const Pointer &place : points) {
            const QString section = sectionOf(place);
            const Pointer ttl = place.child(u"cachePoint").child(u"ttl");
            const QString life = m_body.resolve(ttl).value_or(Json()).toString();
            if (!cache.supported)
                refused("model-cache"_L1, place,
                        LintReport::tr("%1 has no prompt cache.").arg(m_facts.model));
            else if (!cache.fields.isEmpty() && !cache.fields.contains(section))
                refused("model-cache-field"_L1, place,
                        LintReport::tr("%1 takes no cache points in %2.").arg(m_facts.model, section));
            else if (!life.isEmpty() && !cache.ttls.isEmpty() && !cache.ttls.contains(life))
                m_report
                    .perhaps("model-cache-ttl"_L1, place,
                             LintReport::tr("%1 has no cache that lives %2.").arg(m_facts.model, life))
                    .fix = LintReport::removal(LintReport::tr("Let it live 5m"), ttl);
        }
        if (cache.supported && cache.minTokens && !points.empty())
            lookAtLength(points.back(), *cache.minTokens);
    }

    // A point that is too early does nothing by itself; one behind it may still be far enough.
    void lookAtLength(const Pointer &last, qint64 least)
    {
        Json before = m_body;
        const auto cut = [&](const Pointer &list, qsizetype count) {
            Json kept = m_body.resolve(list).value_or(Json::array());
            while (kept.size() > count)
                kept.removeAt(kept.size() - 1);
            before.replace(list, kept);
        };
        const QString section = sectionOf(last);
        const QStringList &steps = last.tokens();
        if (section == "messages"_L1) {
            const qsizetype message = Pointer::indexFrom(steps.value(1)).value_or(0);
            cut(Pointer().child(u"messages"), message + 1);
            cut(Pointer().child(u"messages").child(message).child(u"content"),
                Pointer::indexFrom(steps.last()).value_or(0));
        } else {
            before.remove("messages"_L1);
            if (section == "system"_L1)
                cut(Pointer().child(u"system"), Pointer::indexFrom(steps.last()).value_or(0));
            else
                before.remove("system"_L1);
        }
        const qint64 tokens = estimatePromptTokens(before);
        if (tokens < least)
            refused("model-cache-short"_L1, last,
                    LintReport::tr("≈ %1 tokens stand before the last cache point; %2 keeps a prefix from %3 "
                                   "on, so nothing is cached.")
                        .arg(numberText(tokens), m_facts.model, numberText(least)));
    }

    const Json &m_body;
    const LintFacts &m_facts;
    LintReport m_report;
};

/// The places a refusal was about, if the request has them again.
std::vector<Pointer> placesOf(const Json &body, const LintFacts &facts, const QString &subject)
{
    const Json inference = body.value("inferenceConfig"_L1);
    const Pointer inferencePlace = Pointer().child(u"inferenceConfig");
    const auto only = [](bool isThere, const Pointer &place) {
        return isThere ? std::vector<Pointer>{place} : std::vector<Pointer>();
    };
    if (subject == "temperature with topP"_L1)
        return only(inference.contains("temperature"_L1) && inference.contains("topP"_L1),
                    inferencePlace.child(u"topP"));
    if (subject == "a last turn of the assistant"_L1) {
        const Json messages = body.value("messages"_L1);
        const Json last = messages.at(messages.size() - 1);
        return only(last.value("role"_L1).toString() == "assistant"_L1,
                    Pointer().child(u"messages").child(messages.size() - 1));
    }
    if (subject.startsWith("cachePoint"_L1)) {
        std::vector<Pointer> points = blocksOf(body, u"cachePoint"_s);
        std::erase_if(points, [&](const Pointer &place) {
            return subject.contains(" in "_L1) && !subject.endsWith(sectionOf(place));
        });
        return points;
    }
    if (subject == "tools"_L1 || subject == "tools with ConverseStream"_L1)
        return only(body.contains("toolConfig"_L1) && (subject == "tools"_L1 || facts.stream),
                    Pointer().child(u"toolConfig"));
    for (const QLatin1StringView member : {"document"_L1, "image"_L1, "video"_L1, "audio"_L1}) {
        if (subject == member)
            return blocksOf(body, subject);
    }
    if (inference.contains(subject))
        return {inferencePlace.child(subject)};
    return only(!subject.isEmpty() && body.contains(subject), Pointer().child(subject));
}

void addRefusals(const Json &body, const LintFacts &facts, std::vector<LintFinding> &findings)
{
    for (const LintFacts::Refusal &refusal : facts.refusals) {
        const QString message =
            LintReport::tr("This service refused it before: “%1”")
                .arg(refusal.evidence.isEmpty() ? refusal.subject : refusal.evidence.simplified().left(300));
        for (const Pointer &place : placesOf(body, facts, refusal.subject)) {
            const auto known = std::ranges::find(findings, place, &LintFinding::place);
            if (known != findings.end() && known->severity == Severity::Certain)
                continue;
            LintFinding &finding = known != findings.end()
                                       ? *known
                                       : findings.emplace_back(LintFinding{
                                             "refused-before"_L1, Severity::Certain, place, {}, {}});
            finding.severity = Severity::Certain;
            finding.message = message;
            if (!finding.fix)
                finding.fix = LintReport::removal(LintReport::tr("Remove it"), place);
        }
    }
}

} // namespace

void lintForModel(const Json &body, const LintFacts &facts, std::vector<LintFinding> &findings)
{
    askFacts(facts, findings);
    if (facts.can("sampling"_L1) == false)
        std::erase_if(findings, [](const LintFinding &finding) {
            return finding.rule == "temperature-and-top-p"_L1; // both are refused by themselves
        });
    for (LintFinding &finding : ModelRules(body, facts).look())
        findings.push_back(std::move(finding));
    addRefusals(body, facts, findings);
}

} // namespace outcrop::converse
