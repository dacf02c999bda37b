// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runprinter.h"

#include "app/cli/output.h"
#include "core/converse/usage.h"
#include "core/stream/decodereport.h"

#include <QLocale>
#include <QStringList>

#include <cstdlib>

namespace outcrop::app
{

namespace
{

using json::Json;
using std::chrono::nanoseconds;

/// Milliseconds with three decimals.
Json milliseconds(const std::optional<nanoseconds> &duration)
{
    return duration ? Json(double(duration->count() / 1000) / 1000) : Json();
}

QString seconds(nanoseconds duration)
{
    return QLocale::c().toString(double(duration.count()) / 1e9, 'f', 2) + QStringLiteral(" s");
}

QString eventName(const Json &headers)
{
    for (const char16_t *name : {u":event-type", u":exception-type", u":error-code", u":message-type"}) {
        const Json value = headers.value(QStringView(name)).value(u"value");
        if (value.isString())
            return value.toString();
    }
    return {};
}

/// `{"event": NAME, "payload": ...}`; frames that are no events have their kind beside it.
Json eventLine(const Json &frame)
{
    const Json headers = frame.value(u"headers");
    Json line = Json::object();
    line.set(u"event", eventName(headers));
    const QString messageType = headers.value(u":message-type").value(u"value").toString();
    if (messageType != QLatin1StringView("event"))
        line.set(u"messageType", messageType);
    line.set(u"payload", frame.value(u"payload"));
    if (const auto text = frame.find(u"payloadText"))
        line.set(u"payloadText", *text);
    if (messageType == QLatin1StringView("error"))
        line.set(u"message", headers.value(u":error-message").value(u"value"));
    return line;
}

QString countOf(const char *name, const std::optional<qint64> &count)
{
    return count ? QStringLiteral("%1 %2").arg(QString::fromLatin1(name)).arg(*count) : QString();
}

/// Every tool call of the answer, streamed or not, complete or not, with its input as it was sent.
QStringList toolCallLines(const stream::Folded &folded)
{
    const Json content = folded.message.value(u"content");
    QStringList lines;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json call = content.at(i).value(u"toolUse");
        if (!call.isObject())
            continue;
        // By place in the content: gateways give several blocks one stream index.
        const auto unparsed = folded.unparsedToolInputs.find(static_cast<size_t>(i));
        const QString text = QString::fromUtf8(unparsed != folded.unparsedToolInputs.end()
                                                   ? unparsed->second
                                                   : json::write(call.value(u"input")));
        lines += QStringLiteral("tool call %1 %2 ")
                     .arg(call.value(u"name").toString(), call.value(u"toolUseId").toString()) +
                 text;
    }
    return lines;
}

} // namespace

QString usageLine(const client::ConverseResult &result)
{
    const converse::Usage usage = converse::usageOf(result.folded.usage);
    QStringList parts{countOf("input", usage.input), countOf("output", usage.output),
                      countOf("total", usage.total), countOf("cache read", usage.cacheRead),
                      countOf("cache write", usage.cacheWrite)};
    parts.removeAll(QString());
    if (parts.isEmpty())
        parts += QStringLiteral("not reported");
    QStringList facts{QStringLiteral("usage: ") + parts.join(u", ")};
    if (!result.folded.stopReason.isEmpty())
        facts += QStringLiteral("stop: ") + result.folded.stopReason;
    if (result.timing.firstToken)
        facts += QStringLiteral("first token: ") + seconds(*result.timing.firstToken);
    facts += QStringLiteral("total: ") + seconds(result.timing.total);
    if (result.attempts > 1)
        facts += QStringLiteral("attempts: %1").arg(result.attempts);
    return facts.join(QStringLiteral("; "));
}

QString clockLine(const client::ConverseResult &result)
{
    const auto behind = result.clockOff.value_or(std::chrono::seconds(0)).count();
    if (behind == 0)
        return {};
    return QStringLiteral("clock: this computer is %1 s %2; the request was signed for the service's time")
        .arg(std::abs(behind))
        .arg(behind > 0 ? QStringLiteral("behind") : QStringLiteral("ahead"));
}

bool TextPrinter::print(const QString &text)
{
    if (text.isEmpty())
        return true;
    m_printed = true;
    m_atLineStart = text.endsWith(u'\n');
    return Output::writeText(text);
}

bool TextPrinter::change(const stream::MessageAssembler &, const stream::Change &change)
{
    if (change.kind != stream::Change::Kind::TextAppended)
        return true;
    const bool isNextBlock = m_printed && m_textBlock != change.position;
    m_textBlock = change.position;
    return (!isNextBlock || print(m_atLineStart ? QStringLiteral("\n") : QStringLiteral("\n\n"))) &&
           print(change.appended);
}

void TextPrinter::printWhole(const Json &content)
{
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json block = content.at(i);
        QString text = block.value(u"text").toString();
        const Json cited = block.value(u"citationsContent").value(u"content");
        for (qsizetype j = 0; j < cited.size(); ++j)
            text += cited.at(j).value(u"text").toString();
        if (m_printed && !text.isEmpty())
            print(m_atLineStart ? QStringLiteral("\n") : QStringLiteral("\n\n"));
        print(text);
    }
}

bool TextPrinter::end(const client::ConverseResult &result)
{
    if (!m_printed) // an answer that was not streamed, or one without text
        printWhole(result.folded.message.value(u"content"));
    const bool isRead = m_atLineStart || print(QStringLiteral("\n"));
    for (const QString &call : toolCallLines(result.folded))
        Output::note(call);
    if (result.error)
        Output::error(*result.error);
    if (const QString clock = clockLine(result); !clock.isEmpty())
        Output::note(clock);
    if (result.folded.usage.isObject() || !result.error)
        Output::note(usageLine(result));
    return isRead;
}

bool JsonPrinter::body(const QByteArray &bytes, const history::Redactor &redactor)
{
    if (!m_stream)
        return true;
    m_decoder.feed(bytes);
    bool isRead = true;
    while (isRead) {
        const eventstream::FrameView *const frame = m_decoder.takeView();
        if (!frame)
            break;
        isRead = Output::write(redactor.mask(json::write(eventLine(stream::frameReport(*frame)))) + '\n');
    }
    return isRead;
}

bool JsonPrinter::end(const client::ConverseResult &result)
{
    Json outcome = result.folded.toJson();
    const client::Timing &timing = result.timing;
    outcome.set(u"client", Json::object({{QLatin1StringView("firstByteMs"), milliseconds(timing.firstByte)},
                                         {QLatin1StringView("firstTokenMs"), milliseconds(timing.firstToken)},
                                         {QLatin1StringView("totalMs"), milliseconds(timing.total)},
                                         {QLatin1StringView("attempts"), result.attempts}}));
    if (const QString clock = clockLine(result); !clock.isEmpty()) {
        outcome.set(u"clockOffSeconds", static_cast<qint64>(result.clockOff->count()));
        Output::note(clock);
    }
    if (!result.requestId.isEmpty())
        outcome.set(u"requestId", result.requestId);
    if (result.error) {
        outcome.set(u"error", errorToJson(*result.error));
        Output::error(*result.error);
    }
    return Output::writeLine(Json::object({{QLatin1StringView("result"), outcome}}));
}

} // namespace outcrop::app
