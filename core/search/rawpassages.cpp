// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rawpassages.h"

#include "core/eventstream/framedecoder.h"
#include "core/json/json.h"

namespace outcrop::search
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;

QString headText(const QByteArray &first, const history::HeaderList &headers)
{
    QByteArray text = first;
    for (const auto &[name, value] : headers)
        text += ' ' + name + ": " + value;
    return QString::fromUtf8(text);
}

/// The payloads of an event stream's frames, or the body itself.
QString bodyText(const QByteArray &body)
{
    eventstream::FrameDecoder decoder;
    decoder.feed(body);
    QString text;
    while (const std::optional<eventstream::Frame> frame = decoder.takeFrame())
        text += QString::fromUtf8(frame->payload) + u'\n';
    return text.isEmpty() ? QString::fromUtf8(body) : text;
}

class RawParts
{
public:
    RawParts(std::vector<Passage> &passages, const Passage &form, const QByteArray &body,
             const std::function<bool(QByteArrayView)> &isKnown)
        : m_passages(passages), m_form(form), m_body(body), m_isKnown(isKnown)
    {
    }

    void append()
    {
        const auto parsed = json::parse(m_body);
        if (!parsed || !parsed->isObject()) {
            appendPassages(m_passages, m_form, QString::fromUtf8(m_body));
            return;
        }
        for (qsizetype i = 0; i < parsed->size(); ++i)
            appendMember(*parsed, i);
    }

private:
    void appendMember(const Json &object, qsizetype index)
    {
        const QString key = object.keyAt(index);
        const Json value = object.at(index);
        if (value.isArray()) {
            for (qsizetype i = 0; i < value.size(); ++i)
                appendPart(value.at(i), {});
        } else if (key == "toolConfig"_L1 && value.isObject()) {
            for (qsizetype i = 0; i < value.size(); ++i)
                appendMember(value, i);
        } else {
            appendPart(value, u'"' + key + u"\": "_s);
        }
    }

    void appendPart(const Json &value, const QString &before)
    {
        const auto range = value.byteRange();
        if (!range)
            return;
        const QByteArrayView bytes = QByteArrayView(m_body).sliced(range->offset, range->length);
        if (!m_isKnown(bytes))
            appendPassages(m_passages, m_form, before + QString::fromUtf8(bytes));
    }

    std::vector<Passage> &m_passages;
    const Passage &m_form;
    const QByteArray &m_body;
    const std::function<bool(QByteArrayView)> &m_isKnown;
};

} // namespace

std::vector<Passage> passagesOf(const history::Exchange &exchange,
                                const std::function<bool(QByteArrayView part)> &isKnown)
{
    const history::ExchangeSummary &summary = exchange.summary;
    const Passage form{PassageKind::Raw, summary.turnId, -1, {}};
    std::vector<Passage> passages;
    appendPassages(passages, form,
                   headText(summary.method + ' ' + summary.url.toEncoded(), exchange.requestHeaders));
    RawParts(passages, form, exchange.requestBody, isKnown).append();
    if (summary.status)
        appendPassages(passages, form,
                       headText("HTTP " + QByteArray::number(*summary.status), exchange.responseHeaders));
    appendPassages(passages, form, bodyText(exchange.responseBody()));
    if (summary.error)
        appendPassages(passages, form, summary.error->message + u' ' + summary.error->detail);
    return passages;
}

} // namespace outcrop::search
