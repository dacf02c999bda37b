// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/messagecontent.h"

#include "core/conversation/foldedbytes.h"
#include "core/json/json.h"
#include "core/stream/recording.h"
#include "ui/inspector/exchangetext.h"
#include "ui/models/eventrows.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop::ui::inspector
{

using widgets::PillTone;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("outcrop::ui::inspector", text);
}

QString joined(const QStringList &parts)
{
    QStringList present;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            present.append(part);
    }
    return present.join(QStringLiteral(" · "));
}

QString header(const history::HeaderList &headers, const QByteArray &name)
{
    for (const auto &field : headers) {
        if (field.first.compare(name, Qt::CaseInsensitive) == 0)
            return QString::fromLatin1(field.second);
    }
    return {};
}

PillTone statusTone(std::optional<int> status)
{
    if (!status)
        return PillTone::Amber;
    return *status == 200 ? PillTone::Teal : PillTone::Error;
}

QString outcomeText(const history::ExchangeSummary &summary)
{
    if (summary.outcome)
        return *summary.outcome;
    return summary.status ? tr("arriving") : tr("waiting for the answer");
}

/// Attachments as what they are: their base64 is in the exact bytes.
QByteArray prettyRequest(const QByteArray &body)
{
    const auto parsed = json::parse(body);
    return parsed ? json::write(conversation::FoldedBytes().folded(*parsed), json::Layout::Pretty) : body;
}

} // namespace

MessageContent requestContent(const history::Exchange &exchange)
{
    const history::ExchangeSummary &summary = exchange.summary;
    MessageContent content;
    content.pill = QString::fromLatin1(summary.method);
    content.title = QString::fromUtf8(summary.url.toEncoded());
    content.subtitle =
        joined({summary.connectionName, summary.region,
                summary.attempt > 1 ? tr("attempt %1").arg(summary.attempt) : QString(),
                QLocale().toString(summary.startedUtc.toLocalTime(), QStringLiteral("HH:mm:ss"))});
    content.body = exchange.requestBody;
    content.readable = prettyRequest(exchange.requestBody);
    content.readableLabel = tr("Pretty");
    content.headers = exchange.requestHeaders;
    return content;
}

MessageContent responseContent(const history::Exchange &exchange)
{
    const history::ExchangeSummary &summary = exchange.summary;
    MessageContent content;
    content.pill = summary.status ? QString::number(*summary.status) : QStringLiteral("…");
    content.tone = statusTone(summary.status);
    content.title = summary.error ? summary.error->message : outcomeText(summary);
    const QString total =
        summary.endedAfter ? tr("total %1").arg(durationText(summary.endedAfter)) : QString();
    const QString head =
        summary.headAfter ? tr("head after %1").arg(durationText(summary.headAfter)) : QString();
    const QString id = header(exchange.responseHeaders, "x-amzn-requestid");
    content.subtitle = joined({head, total, id.isEmpty() ? QString() : tr("request id %1").arg(id)});
    content.body = exchange.responseBody();
    content.headers = exchange.responseHeaders;
    content.binary = models::isEventStream(exchange);
    content.readableLabel = content.binary ? tr("Folded") : tr("Pretty");
    content.readable = content.binary
                           ? json::write(stream::foldRecording(content.body).toJson(), json::Layout::Pretty)
                           : prettyJson(content.body);
    return content;
}

} // namespace outcrop::ui::inspector
