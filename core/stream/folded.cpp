// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/folded.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop::stream
{

using json::Json;

namespace
{

constexpr std::array<std::pair<Outcome, QLatin1StringView>, 6> outcomeNames{{
    {Outcome::Complete, QLatin1StringView("complete")},
    {Outcome::Incomplete, QLatin1StringView("incomplete")},
    {Outcome::Truncated, QLatin1StringView("truncated")},
    {Outcome::Corrupt, QLatin1StringView("corrupt")},
    {Outcome::Exception, QLatin1StringView("exception")},
    {Outcome::Error, QLatin1StringView("error")},
}};

Json indexList(const std::vector<qint64> &indexes)
{
    Json list = Json::array();
    for (const qint64 index : indexes)
        list.append(index);
    return list;
}

} // namespace

QLatin1StringView outcomeName(Outcome outcome)
{
    return outcomeNames[static_cast<size_t>(outcome)].second;
}

std::optional<Outcome> outcomeFromName(QStringView name)
{
    const auto *found = std::find_if(outcomeNames.begin(), outcomeNames.end(),
                                     [name](const auto &entry) { return entry.second == name; });
    return found == outcomeNames.end() ? std::nullopt : std::optional(found->first);
}

Json Problem::toJson() const
{
    Json object = Json::object({{QLatin1StringView("kind"), kind}, {QLatin1StringView("type"), type}});
    if (offset)
        object.set("offset", *offset);
    else
        object.set("message", message);
    if (originalStatusCode)
        object.set("originalStatusCode", *originalStatusCode);
    if (!originalMessage.isEmpty())
        object.set("originalMessage", originalMessage);
    return object;
}

std::vector<Json> Folded::runnableToolUses() const
{
    std::vector<Json> runnable;
    if (outcome != Outcome::Complete)
        return runnable;
    const Json content = message.value("content");
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json tool = content.at(i).value("toolUse");
        const bool parsed = !unparsedToolInputs.contains(static_cast<size_t>(i));
        if (tool.isObject() && parsed && !tool.value("toolUseId").toUtf8().isEmpty() &&
            !tool.value("name").toUtf8().isEmpty() && tool.value("type").toUtf8() != "server_tool_use")
            runnable.push_back(tool);
    }
    return runnable;
}

Json Folded::toJson() const
{
    Json unparsed = Json::object();
    for (const auto &[position, text] : unparsedToolInputs)
        unparsed.set(QString::number(blockIndexes.at(position)), Json::string(text));
    Json skipped = Json::array();
    for (const Ignored &entry : ignored)
        skipped.append(Json::object(
            {{QLatin1StringView("offset"), entry.offset}, {QLatin1StringView("why"), entry.why}}));
    return Json::object({
        {QLatin1StringView("outcome"), outcomeName(outcome)},
        {QLatin1StringView("message"), message},
        {QLatin1StringView("stopReason"), stopReason.isNull() ? Json() : Json(stopReason)},
        {QLatin1StringView("additionalModelResponseFields"), additionalModelResponseFields},
        {QLatin1StringView("usage"), usage},
        {QLatin1StringView("metrics"), metrics},
        {QLatin1StringView("trace"), trace},
        {QLatin1StringView("performanceConfig"), performanceConfig},
        {QLatin1StringView("serviceTier"), serviceTier},
        {QLatin1StringView("blockIndexes"), indexList(blockIndexes)},
        {QLatin1StringView("openBlocks"), indexList(openBlocks)},
        {QLatin1StringView("unparsedToolInputs"), unparsed},
        {QLatin1StringView("ignored"), skipped},
        {QLatin1StringView("problem"), problem ? problem->toJson() : Json()},
    });
}

} // namespace outcrop::stream
