// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/service.h"

#include "core/aws/hash.h"
#include "core/base/limits.h"
#include "core/converse/tokenestimate.h"
#include "core/simulator/answerplan.h"
#include "core/simulator/anthropicreader.h"
#include "core/simulator/anthropicwriter.h"
#include "core/simulator/authenticator.h"
#include "core/simulator/conversationrules.h"
#include "core/simulator/conversewriter.h"
#include "core/simulator/modelcatalogue.h"
#include "core/simulator/replies.h"
#include "core/simulator/requestfacts.h"
#include "core/simulator/shapevalidator.h"

#include <QRegularExpression>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

base::Result<Json, ServiceError> parseBody(const QByteArray &body)
{
    const auto parsed = json::parse(body);
    if (!parsed) {
        return serviceError("SerializationException",
                            QStringLiteral("The request body is not JSON: %1 at line %2, column %3.")
                                .arg(parsed.error().message)
                                .arg(parsed.error().line)
                                .arg(parsed.error().column));
    }
    if (!parsed->isObject())
        return serviceError("SerializationException",
                            QStringLiteral("The request body is not a JSON object."));
    return *parsed;
}

std::optional<ServiceError> invalid(const Json &body, const QString &shape)
{
    if (const QStringList violations = ShapeValidator().check(body, shape); !violations.isEmpty())
        return validationError(violationsMessage(violations));
    return std::nullopt;
}

std::optional<ServiceError> invalidConversation(const QString &modelId, const Json &body)
{
    if (const auto violation = promptViolation(modelId, body))
        return validationError(*violation);
    if (isPromptArn(modelId) && !body.contains("messages"_L1))
        return std::nullopt; // the prompt brings them
    if (const auto violation = conversationViolation(body))
        return validationError(*violation);
    return std::nullopt;
}

/// CountTokens takes fewer ids than the others (service model, FoundationModelVersionIdentifier).
bool isCountable(const QString &modelId)
{
    static const QRegularExpression allowed(QStringLiteral("\\A[a-zA-Z_.\\-/0-9:]{1,256}\\z"));
    return allowed.match(modelId).hasMatch();
}

/// Without a stream there are no frames: a cut comes in the middle of the body, a later error at once.
void applyFaults(HttpReply &reply, const Directives &directives)
{
    reply.pauseBefore = directives.stall.value_or(std::chrono::milliseconds(0));
    if (!directives.framesBeforeCut)
        return;
    BodyPiece half{{}, reply.body.first(reply.body.size() / 2), true};
    reply.stream = [half]() -> std::optional<BodyPiece> { return half; };
}

HttpReply streamReply(BodySource body, const QDateTime &now)
{
    HttpReply reply;
    reply.headers = commonHeaders(now);
    reply.headers.emplace_back("Content-Type", "application/vnd.amazon.eventstream");
    reply.stream = std::move(body);
    return reply;
}

} // namespace

HttpReply Service::handle(const HttpRequest &request)
{
    ++m_requests;
    Call call{{}, m_options.clock->utcNow(), m_options.clock->monotonic(), {}};
    if (const auto failure = authenticationFailure(request, m_options, call.now))
        return errorReply(*failure, call.now);
    const std::optional<Route> route = routeOf(request);
    if (!route)
        return errorReply(
            serviceError("UnknownOperationException", QStringLiteral("There is no such operation.")),
            call.now);
    call.route = *route;
    call.seed = aws::sha256Hex(request.target + '\n' + request.body);
    const Outcome<HttpReply> reply = perform(call, request);
    return reply ? *reply : errorReply(reply.error(), call.now);
}

Service::Outcome<HttpReply> Service::perform(const Call &call, const HttpRequest &request)
{
    if (call.route.operation == Operation::ListFoundationModels ||
        call.route.operation == Operation::ListInferenceProfiles) {
        const auto list = listModels(call.route.operation, request.query(), m_options.region);
        return list ? Outcome<HttpReply>(jsonReply(*list, call.now)) : list.error();
    }
    if (call.route.modelId.toUtf8().size() > base::limits::modelIdBytes) {
        return validationError(
            QStringLiteral("Value at 'modelId' failed to satisfy constraint: Member must have length less "
                           "than or equal to %1")
                .arg(base::limits::modelIdBytes));
    }
    const auto body = parseBody(request.body);
    if (!body)
        return body.error();
    switch (call.route.operation) {
    case Operation::CountTokens:
        return countTokens(call, *body);
    case Operation::InvokeModel:
    case Operation::InvokeModelStream:
        return invoke(call, *body);
    default:
        return converse(call, *body);
    }
}

Service::Outcome<HttpReply> Service::converse(const Call &call, const Json &body)
{
    const bool streams = call.route.operation == Operation::ConverseStream;
    if (const auto error = invalid(body, streams ? QStringLiteral("ConverseStreamRequest")
                                                 : QStringLiteral("ConverseRequest")))
        return *error;
    if (const auto error = invalidConversation(call.route.modelId, body))
        return *error;
    const Directives directives = parseDirectives(finalUserText(body));
    const auto question = admit(call, body, directives);
    if (!question)
        return question.error();
    const auto answer = planAnswer(*question, directives);
    if (!answer)
        return answer.error();

    const auto latency = latencyClock(call);
    if (streams) {
        return streamReply(eventStreamBody(converseEvents(*question, *answer, latency), directives,
                                           m_options.pace, call.seed),
                           call.now);
    }
    if (directives.laterError)
        return *directives.laterError;
    HttpReply reply = jsonReply(converseResponse(*question, *answer, latency()), call.now);
    applyFaults(reply, directives);
    return reply;
}

Service::Outcome<HttpReply> Service::invoke(const Call &call, const Json &body)
{
    const auto converted = converseBodyOfAnthropic(body);
    if (!converted)
        return converted.error();
    if (const auto error = invalid(*converted, QStringLiteral("ConverseRequest")))
        return *error;
    if (const auto error = invalidConversation(call.route.modelId, *converted))
        return *error;
    const Directives directives = parseDirectives(finalUserText(*converted));
    const auto question = admit(call, *converted, directives);
    if (!question)
        return question.error();
    const auto answer = planAnswer(*question, directives);
    if (!answer)
        return answer.error();

    const auto latency = latencyClock(call);
    if (call.route.operation == Operation::InvokeModelStream) {
        HttpReply reply = streamReply(eventStreamBody(anthropicEvents(*question, *answer, latency),
                                                      directives, m_options.pace, call.seed),
                                      call.now);
        reply.headers.emplace_back("X-Amzn-Bedrock-Content-Type", "application/json");
        return reply;
    }
    if (directives.laterError)
        return *directives.laterError;
    HttpReply reply = jsonReply(anthropicResponse(*question, *answer), call.now);
    for (const auto &header : invokeHeaders(*question, *answer, latency()))
        reply.headers.push_back(header);
    applyFaults(reply, directives);
    return reply;
}

Service::Outcome<HttpReply> Service::countTokens(const Call &call, const Json &body) const
{
    if (!isCountable(call.route.modelId)) {
        return validationError(
            QStringLiteral("1 validation error detected: Value '%1' at 'modelId' failed to satisfy "
                           "constraint: Member must satisfy regular expression pattern: "
                           "[a-zA-Z_\\.\\-/0-9:]+")
                .arg(call.route.modelId));
    }
    if (const auto error = invalid(body, QStringLiteral("CountTokensRequest")))
        return *error;
    const Json input = body.value("input"_L1);
    Json conversation = input.value("converse"_L1);
    if (const auto encoded = input.find("invokeModel"_L1)) {
        const auto inner = parseBody(QByteArray::fromBase64(encoded->value("body"_L1).toUtf8()));
        if (!inner)
            return inner.error();
        const auto converted = converseBodyOfAnthropic(*inner);
        if (!converted)
            return converted.error();
        conversation = *converted;
    }
    if (const auto error = invalidConversation(call.route.modelId, conversation))
        return *error;
    return jsonReply(Json::object({{"inputTokens"_L1, Json(converse::estimatePromptTokens(conversation))}}),
                     call.now);
}

Service::Outcome<Question> Service::admit(const Call &call, const Json &converseBody,
                                          const Directives &directives)
{
    if (directives.error)
        return *directives.error;
    if (m_attempts.mustThrottle(call.seed, directives.throttledAttempts))
        return *serviceErrorNamed(u"throttling");
    Question question{call.route.modelId, converseBody, {}, call.seed};
    question.usage =
        m_cache.use(call.route.modelId, m_options.region, promptLayersOf(converseBody), call.now);
    return question;
}

/// Milliseconds since the request came, whenever it is asked.
std::function<qint64()> Service::latencyClock(const Call &call) const
{
    return [clock = m_options.clock, begun = call.begun] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(clock->monotonic() - begun).count();
    };
}

} // namespace outcrop::simulator
