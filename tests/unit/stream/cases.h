// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

/// Bodies for the stream tests.
namespace cases
{

/// One event frame as the service writes it.
QByteArray event(const QByteArray &type, const QByteArray &payload);
/// An exception frame.
QByteArray exception(const QByteArray &type, const QByteArray &payload);
/// contentBlockDelta with a text, JSON-escaped here.
QByteArray textDelta(int index, const QString &text);

QByteArray readFile(const QString &path);

/// The folder of the shared vectors, or empty.
QString vectorFolder();
/// Names without suffix of the recordings in a folder of the vectors.
QStringList recordings(const QString &area);

/// The body that a file of tests/data/stream describes: `frames` is a list of {event|exception: NAME,
/// payload} or {headers: {NAME: TEXT}, payload|payloadText|payloadHex}; `tail` is text after them.
QByteArray bodyOf(const outcrop::json::Json &description);

} // namespace cases
