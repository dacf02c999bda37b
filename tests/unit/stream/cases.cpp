// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include "core/eventstream/frameencoder.h"

#include <QDir>
#include <QFile>

namespace cases
{

using namespace outcrop;
using eventstream::stringHeader;
using json::Json;

QByteArray event(const QByteArray &type, const QByteArray &payload)
{
    return eventstream::encodeFrame({stringHeader(":event-type", type),
                                     stringHeader(":content-type", "application/json"),
                                     stringHeader(":message-type", "event")},
                                    payload);
}

QByteArray exception(const QByteArray &type, const QByteArray &payload)
{
    return eventstream::encodeFrame({stringHeader(":exception-type", type),
                                     stringHeader(":content-type", "application/json"),
                                     stringHeader(":message-type", "exception")},
                                    payload);
}

QByteArray textDelta(int index, const QString &text)
{
    return event("contentBlockDelta",
                 json::write(Json::object(
                     {{QLatin1StringView("contentBlockIndex"), index},
                      {QLatin1StringView("delta"), Json::object({{QLatin1StringView("text"), text}})}})));
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString vectorFolder()
{
    const QString root = qEnvironmentVariable("OUTCROP_VECTORS");
    return root.isEmpty() || !QDir(root).exists() ? QString() : root;
}

QStringList recordings(const QString &area)
{
    const QString folder = vectorFolder();
    if (folder.isEmpty())
        return {};
    QStringList names =
        QDir(folder + u'/' + area).entryList({QStringLiteral("*.bin")}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name = folder + u'/' + area + u'/' + name.chopped(4);
    return names;
}

QByteArray bodyOf(const Json &description)
{
    QByteArray body;
    const Json frames = description.value("frames");
    for (qsizetype i = 0; i < frames.size(); ++i) {
        const Json frame = frames.at(i);
        QByteArray payload;
        if (const auto json = frame.find("payload"))
            payload = json::write(*json, json::Layout::AsWritten);
        else if (frame.contains("payloadHex"))
            payload = QByteArray::fromHex(frame.value("payloadHex").toUtf8());
        else
            payload = frame.value("payloadText").toUtf8();
        if (frame.contains("event")) {
            body += event(frame.value("event").toUtf8(), payload);
        } else if (frame.contains("exception")) {
            body += exception(frame.value("exception").toUtf8(), payload);
        } else {
            std::vector<eventstream::Header> headers;
            const Json named = frame.value("headers");
            for (qsizetype h = 0; h < named.size(); ++h)
                headers.push_back(stringHeader(named.keyUtf8At(h), named.at(h).toUtf8()));
            body += eventstream::encodeFrame(headers, payload);
        }
    }
    return body + description.value("tail").toUtf8();
}

} // namespace cases
