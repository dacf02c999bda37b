// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/answerfacts.h"

namespace outcrop::conversation
{

namespace
{

using json::Json;
using std::chrono::milliseconds;

std::optional<Json> textOrNothing(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(Json(text));
}

std::optional<Json> valueOrNothing(const Json &value)
{
    return value.isNull() ? std::nullopt : std::optional(value);
}

std::optional<Json> timeOrNothing(const std::optional<milliseconds> &time)
{
    return time ? std::optional(Json(static_cast<qint64>(time->count()))) : std::nullopt;
}

std::optional<milliseconds> timeOf(const Json &value)
{
    const std::optional<qint64> number = value.toInt();
    return number ? std::optional(milliseconds(*number)) : std::nullopt;
}

std::optional<int> smallNumberOf(const Json &value)
{
    const std::optional<qint64> number = value.toInt();
    return number && *number >= 0 && *number <= 1'000'000 ? std::optional(static_cast<int>(*number))
                                                          : std::nullopt;
}

Json encodeError(const base::Error &error, const Json &stored)
{
    Json object = stored.isObject() ? stored : Json::object();
    setMember(object, QLatin1StringView("kind"), Json(base::errorKindName(error.kind)));
    setMember(object, QLatin1StringView("message"), Json(error.message));
    setMember(object, QLatin1StringView("advice"), textOrNothing(error.advice));
    setMember(object, QLatin1StringView("detail"), textOrNothing(error.detail));
    setMember(object, QLatin1StringView("serviceMessage"), textOrNothing(error.serviceMessage));
    setMember(object, QLatin1StringView("code"), textOrNothing(error.code));
    setMember(object, QLatin1StringView("requestId"), textOrNothing(error.requestId));
    setMember(object, QLatin1StringView("httpStatus"),
              error.httpStatus ? std::optional(Json(*error.httpStatus)) : std::nullopt);
    return object;
}

std::optional<base::Error> decodeError(const Json &object)
{
    if (!object.isObject())
        return std::nullopt;
    base::Error error;
    error.kind = base::errorKindFromName(object.value(QLatin1StringView("kind")).toString())
                     .value_or(base::ErrorKind::Service);
    error.message = object.value(QLatin1StringView("message")).toString();
    error.advice = object.value(QLatin1StringView("advice")).toString();
    error.detail = object.value(QLatin1StringView("detail")).toString();
    error.serviceMessage = object.value(QLatin1StringView("serviceMessage")).toString();
    error.code = object.value(QLatin1StringView("code")).toString();
    error.requestId = object.value(QLatin1StringView("requestId")).toString();
    error.httpStatus = smallNumberOf(object.value(QLatin1StringView("httpStatus")));
    return error;
}

} // namespace

void setMember(Json &object, QLatin1StringView key, const std::optional<Json> &value)
{
    if (!value) {
        if (object.contains(key))
            object.remove(key);
    } else if (object.find(key) != value) {
        object.set(key, *value);
    }
}

Json encodeFacts(const AnswerFacts &facts, const Json &stored)
{
    Json object = stored.isObject() ? stored : Json::object();
    setMember(object, QLatin1StringView("modelId"), textOrNothing(facts.modelId));
    setMember(object, QLatin1StringView("connection"), textOrNothing(facts.connectionName));
    setMember(object, QLatin1StringView("stopReason"), textOrNothing(facts.stopReason));
    setMember(object, QLatin1StringView("usage"), valueOrNothing(facts.usage));
    setMember(object, QLatin1StringView("metrics"), valueOrNothing(facts.metrics));
    setMember(object, QLatin1StringView("firstByteMs"), timeOrNothing(facts.firstByte));
    setMember(object, QLatin1StringView("firstTokenMs"), timeOrNothing(facts.firstToken));
    setMember(object, QLatin1StringView("totalMs"), timeOrNothing(facts.total));
    setMember(object, QLatin1StringView("attempts"),
              facts.attempts ? std::optional(Json(*facts.attempts)) : std::nullopt);
    setMember(object, QLatin1StringView("sent"),
              facts.sentUtc ? std::optional(Json(facts.sentUtc->toString(Qt::ISODateWithMs))) : std::nullopt);
    // As text: the number has more digits than a double holds, and other programs read the file too.
    setMember(object, QLatin1StringView("exchange"),
              facts.exchangeId ? std::optional(Json(QString::number(*facts.exchangeId))) : std::nullopt);
    setMember(object, QLatin1StringView("requestId"), textOrNothing(facts.requestId));
    setMember(object, QLatin1StringView("clockOffSeconds"),
              facts.clockOff ? std::optional(Json(static_cast<qint64>(facts.clockOff->count())))
                             : std::nullopt);
    setMember(object, QLatin1StringView("error"),
              facts.error ? std::optional(encodeError(*facts.error, object.value(QLatin1StringView("error"))))
                          : std::nullopt);
    return object;
}

AnswerFacts decodeFacts(const Json &answer)
{
    AnswerFacts facts;
    facts.modelId = answer.value(QLatin1StringView("modelId")).toString();
    facts.connectionName = answer.value(QLatin1StringView("connection")).toString();
    facts.stopReason = answer.value(QLatin1StringView("stopReason")).toString();
    facts.usage = answer.value(QLatin1StringView("usage"));
    facts.metrics = answer.value(QLatin1StringView("metrics"));
    facts.firstByte = timeOf(answer.value(QLatin1StringView("firstByteMs")));
    facts.firstToken = timeOf(answer.value(QLatin1StringView("firstTokenMs")));
    facts.total = timeOf(answer.value(QLatin1StringView("totalMs")));
    facts.attempts = smallNumberOf(answer.value(QLatin1StringView("attempts")));
    const auto sent =
        QDateTime::fromString(answer.value(QLatin1StringView("sent")).toString(), Qt::ISODateWithMs);
    if (sent.isValid())
        facts.sentUtc = sent.toUTC();
    bool isNumber = false;
    const qint64 exchange = answer.value(QLatin1StringView("exchange")).toString().toLongLong(&isNumber);
    if (isNumber)
        facts.exchangeId = exchange;
    facts.requestId = answer.value(QLatin1StringView("requestId")).toString();
    if (const auto clockOff = answer.value(QLatin1StringView("clockOffSeconds")).toInt())
        facts.clockOff = std::chrono::seconds(*clockOff);
    facts.error = decodeError(answer.value(QLatin1StringView("error")));
    return facts;
}

} // namespace outcrop::conversation
