// SPDX-License-Identifier: GPL-3.0-or-later

// Inference settings and the other members (protocol/converse.md, 3).

#include "core/converse/lintrules.h"

#include <QRegularExpression>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

/// Leaves the first so many.
LintFix keeping(Json list, int most, const Pointer &place)
{
    if (list.isArray()) {
        Json first = Json::array();
        for (int i = 0; i < most; ++i)
            first.append(list.at(i));
        list = first;
    }
    while (list.isObject() && list.size() > most)
        list.remove(list.keyAt(list.size() - 1));
    return LintReport::setting(LintReport::tr("Keep the first %1").arg(most), place, list);
}

/// With the slash that is usually forgotten, else without the path.
LintFix mendedPath(const QString &path, const Pointer &place, int longest)
{
    const QString mended = u'/' + path;
    if (path.isEmpty() || mended.size() > longest || path.startsWith(u'/') || !Pointer::parse(mended))
        return LintReport::removal(LintReport::tr("Remove it"), place);
    return LintReport::setting(LintReport::tr("Make it %1").arg(mended), place, Json(mended));
}

void lintInference(const Json &inference, LintReport &report)
{
    const Pointer place = Pointer().child(u"inferenceConfig");
    const auto most = inference.find("maxTokens"_L1);
    if (most && most->toInt().value_or(0) < 1)
        report.removable("max-tokens"_L1, place.child(u"maxTokens"),
                         LintReport::tr("maxTokens is a whole number from 1."));
    for (const QString &member : {u"temperature"_s, u"topP"_s}) {
        const auto value = inference.find(member);
        const double number = value ? value->toDouble().value_or(-1) : 0;
        if (number < 0 || number > 1)
            report.removable("zero-to-one"_L1, place.child(member),
                             LintReport::tr("%1 is a number from 0 to 1.").arg(member));
    }
    if (inference.contains("temperature"_L1) && inference.contains("topP"_L1))
        report
            .perhaps("temperature-and-top-p"_L1, place.child(u"topP"),
                     LintReport::tr("Some models take temperature or topP, but not both."))
            .fix = LintReport::removal(LintReport::tr("Unset topP"), place.child(u"topP"));
    const Json stops = inference.value("stopSequences"_L1);
    constexpr int mostStops = 2500;
    if (stops.size() > mostStops)
        report
            .certain("stop-sequences-many"_L1, place.child(u"stopSequences"),
                     LintReport::tr("There are at most %1 stop sequences.").arg(mostStops))
            .fix = keeping(stops, mostStops, place.child(u"stopSequences"));
    for (qsizetype i = 0; i < stops.size(); ++i) {
        if (stops.at(i).toString().isEmpty())
            report.removable("stop-sequence-empty"_L1, place.child(u"stopSequences").child(i),
                             LintReport::tr("A stop sequence must not be empty."));
    }
}

void lintGuardrail(const Json &guardrail, LintReport &report)
{
    if (guardrail.isNull())
        return;
    const Pointer place = Pointer().child(u"guardrailConfig");
    static const QRegularExpression version(u"^([1-9][0-9]{0,7}|DRAFT)$"_s);
    if (guardrail.value("guardrailIdentifier"_L1).toString().isEmpty())
        report
            .certain("guardrail-identifier"_L1, place.child(u"guardrailIdentifier"),
                     LintReport::tr("A guardrail is named by its id or ARN."))
            .fix = LintReport::removal(LintReport::tr("Send no guardrail"), place);
    if (!version.match(guardrail.value("guardrailVersion"_L1).toString()).hasMatch())
        report
            .certain("guardrail-version"_L1, place.child(u"guardrailVersion"),
                     LintReport::tr("The version of a guardrail is a number or DRAFT."))
            .fix = LintReport::setting(LintReport::tr("Use DRAFT"), place.child(u"guardrailVersion"),
                                       Json("DRAFT"_L1));
}

void lintResponsePaths(const Json &paths, LintReport &report)
{
    const Pointer place = Pointer().child(u"additionalModelResponseFieldPaths");
    constexpr int mostPaths = 10;
    constexpr int longest = 256;
    if (paths.size() > mostPaths)
        report
            .certain("response-paths-many"_L1, place,
                     LintReport::tr("There are at most %1 response field paths.").arg(mostPaths))
            .fix = keeping(paths, mostPaths, place);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QString path = paths.at(i).toString();
        if (path.isEmpty() || path.size() > longest || !Pointer::parse(path))
            report
                .certain("response-path"_L1, place.child(i),
                         LintReport::tr("A response field path is a JSON Pointer such as /stop_sequence."))
                .fix = mendedPath(path, place.child(i), longest);
    }
}

void lintMetadata(const Json &metadata, LintReport &report)
{
    if (metadata.isNull())
        return;
    const Pointer place = Pointer().child(u"requestMetadata");
    constexpr int mostEntries = 16;
    if (metadata.isEmpty())
        report.removable("metadata-count"_L1, place,
                         LintReport::tr("Request metadata have 1 to %1 entries.").arg(mostEntries));
    else if (metadata.size() > mostEntries)
        report
            .certain("metadata-count"_L1, place,
                     LintReport::tr("Request metadata have 1 to %1 entries.").arg(mostEntries))
            .fix = keeping(metadata, mostEntries, place);
    static const QRegularExpression allowed(u"^[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}$"_s);
    static const QRegularExpression foreign(u"[^a-zA-Z0-9\\s:_@$#=/+,\\-.]+"_s);
    for (qsizetype i = 0; i < metadata.size(); ++i) {
        const QString key = metadata.keyAt(i);
        const bool keyIsFine = !key.isEmpty() && allowed.match(key).hasMatch();
        QString value = metadata.at(i).toString();
        if (keyIsFine && allowed.match(value).hasMatch())
            continue;
        LintFinding &finding = report.certain(
            "metadata-text"_L1, place.child(key),
            LintReport::tr("Request metadata are up to 256 letters, digits, spaces and : _ @ $ # = / + "
                           ", - . each."));
        value = value.replace(foreign, u"_"_s).left(256);
        finding.fix = keyIsFine ? LintReport::setting(LintReport::tr("Make it “%1”").arg(value),
                                                      place.child(key), Json(value))
                                : LintReport::removal(LintReport::tr("Remove it"), place.child(key));
    }
}

void lintWord(const Json &body, const QStringList &way, const QStringList &words, QLatin1StringView rule,
              LintReport &report)
{
    Json value = body;
    Pointer place;
    for (const QString &step : way) {
        value = value.value(step);
        place.append(step);
    }
    if (!value.isNull() && !words.contains(value.toString()))
        report.certain(rule, place, LintReport::tr("%1 is one of %2.").arg(way.last(), words.join(u", ")))
            .fix = LintReport::removal(LintReport::tr("Unset %1").arg(way.last()),
                                       way.size() == 2 && body.value(way.first()).size() == 1
                                           ? Pointer().child(way.first()) // nothing would be left of it
                                           : place);
}

} // namespace

void lintSettings(const Json &body, LintReport &report)
{
    lintInference(body.value("inferenceConfig"_L1), report);
    lintGuardrail(body.value("guardrailConfig"_L1), report);
    lintResponsePaths(body.value("additionalModelResponseFieldPaths"_L1), report);
    lintMetadata(body.value("requestMetadata"_L1), report);
    lintWord(body, {u"guardrailConfig"_s, u"trace"_s}, {u"enabled"_s, u"disabled"_s, u"enabled_full"_s},
             "guardrail-trace"_L1, report);
    lintWord(body, {u"guardrailConfig"_s, u"streamProcessingMode"_s}, {u"sync"_s, u"async"_s},
             "guardrail-stream"_L1, report);
    lintWord(body, {u"performanceConfig"_s, u"latency"_s}, {u"standard"_s, u"optimized"_s}, "latency"_L1,
             report);
    lintWord(body, {u"serviceTier"_s, u"type"_s}, {u"priority"_s, u"default"_s, u"flex"_s, u"reserved"_s},
             "service-tier"_L1, report);
    lintWord(body, {u"outputConfig"_s, u"effort"_s}, {u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s},
             "effort"_L1, report);
    if (body.contains("promptVariables"_L1)) {
        for (const QString &member :
             {u"system"_s, u"toolConfig"_s, u"inferenceConfig"_s, u"additionalModelRequestFields"_s}) {
            if (body.contains(member))
                report
                    .perhaps(
                        "prompt-brings-it"_L1, Pointer().child(member),
                        LintReport::tr("With a prompt of its own the request must not have %1.").arg(member))
                    .fix =
                    LintReport::removal(LintReport::tr("Remove %1").arg(member), Pointer().child(member));
        }
    }
}

} // namespace outcrop::converse
