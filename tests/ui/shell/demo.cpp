// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/demo.h"

#include "core/eventstream/frameencoder.h"

namespace outcrop::test
{

using namespace std::chrono_literals;
using ui::models::ConnectionRow;

namespace
{

QByteArray frame(const QByteArray &event, const QByteArray &payload)
{
    return eventstream::encodeFrame({eventstream::stringHeader(":event-type", event),
                                     eventstream::stringHeader(":content-type", "application/json"),
                                     eventstream::stringHeader(":message-type", "event")},
                                    payload);
}

} // namespace

conversation::Conversation radioRequest()
{
    conversation::Conversation radio = conversation::newConversation();
    radio.title = QStringLiteral("Radio playlist agent");
    radio.connectionName = QStringLiteral("Simulator");
    radio.modelId = QStringLiteral("us.anthropic.claude-sonnet-4-5");
    radio.system = {conversation::textBlock(
                        QStringLiteral("You are an app that creates playlists for a radio station that plays "
                                       "rock and pop music. Only return song names and the artist.")),
                    conversation::cachePointBlock(conversation::CacheTtl::FiveMinutes),
                    conversation::textBlock(QStringLiteral("Answer in the language of the listener."))};
    radio.inference.set("maxTokens", json::Json(1024));
    radio.inference.set("temperature", json::Json::number("0.2"));
    json::Json stops = json::Json::array();
    stops.append(json::Json(QStringLiteral("\n\nUSER:")));
    radio.inference.set("stopSequences", stops);
    radio.turns.push_back(conversation::userTurn(QStringLiteral("What is the most popular song on WZPZ?")));
    conversation::Turn answer = conversation::makeTurn(
        QStringLiteral("assistant"), {conversation::textBlock(QStringLiteral("Here it is."))});
    answer.facts.exchangeId = 1;
    answer.facts.usage = json::Json::object({{QLatin1StringView("inputTokens"), json::Json(12)},
                                             {QLatin1StringView("cacheReadInputTokens"), json::Json(40)},
                                             {QLatin1StringView("outputTokens"), json::Json(31)}});
    radio.turns.push_back(answer);
    return radio;
}

history::Exchange radioExchange(const QByteArray &requestBody)
{
    history::Exchange exchange;
    exchange.summary.id = 1;
    exchange.summary.method = "POST";
    exchange.summary.url =
        QUrl(QStringLiteral("http://127.0.0.1:40123/model/us.anthropic.claude-sonnet-4-5/converse-stream"));
    exchange.summary.connectionName = QStringLiteral("Simulator");
    exchange.summary.region = QStringLiteral("us-east-1");
    exchange.summary.startedUtc = QDateTime(QDate(2026, 3, 2), QTime(10, 58, 3), Qt::UTC);
    exchange.summary.status = 200;
    exchange.summary.outcome = QStringLiteral("complete");
    exchange.summary.headAfter = 380ms;
    exchange.summary.endedAfter = 1900ms;
    exchange.requestHeaders = {{"Content-Type", "application/json"},
                               {"X-Amz-Date", "20260302T105803Z"},
                               {"Authorization", "[redacted]"}};
    exchange.requestBody = requestBody;
    exchange.responseHeaders = {{"Content-Type", "application/vnd.amazon.eventstream"},
                                {"x-amzn-RequestId", "5b0c9d2e-8f0a-4f6e-9a53-0f8f1f8f2b11"}};
    exchange.chunks = {
        {frame("messageStart", "{\"role\":\"assistant\"}"), 388ms},
        {frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Here is a set\"}}"),
         401ms},
        {frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" built around\"}}"),
         428ms},
        {frame("contentBlockStop", "{\"contentBlockIndex\":0}"), 440ms},
        {frame("messageStop", "{\"stopReason\":\"end_turn\"}"), 440ms}};
    return exchange;
}

ConnectionRow simulatorRow()
{
    ConnectionRow row;
    row.name = QStringLiteral("Simulator");
    row.detail = QStringLiteral("us-east-1");
    row.stateText = QStringLiteral("Simulator on 127.0.0.1:40123");
    row.models = {QStringLiteral("us.anthropic.claude-sonnet-4-5"),
                  QStringLiteral("us.amazon.nova-pro-v1:0")};
    return row;
}

ConnectionRow environmentRow()
{
    ConnectionRow row;
    row.name = QStringLiteral("Environment");
    row.detail = QStringLiteral("no credentials");
    row.state = ConnectionRow::State::Unavailable;
    row.stateText = QStringLiteral("No credentials in the environment");
    return row;
}

} // namespace outcrop::test
