// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace outcrop::attachments
{

/// The kinds of content blocks that carry a file.
enum class Medium : quint8 { Image, Document, Video, Audio };

/// The member of the block ("image"), and back.
QLatin1StringView memberOf(Medium medium);
std::optional<Medium> mediumOf(QAnyStringView member);

/// A kind and a `format` of it as the API spells it (protocol/converse.md, Content blocks).
struct MediaFormat {
    Medium medium = Medium::Document;
    QString format;

    friend bool operator==(const MediaFormat &, const MediaFormat &) = default;
};

/// Every format of a kind, in the order of the API's model.
const QStringList &formatsOf(Medium medium);

/// By the bytes alone, whatever the file is called; nothing for what has no signature, such as text.
/// @p bytes is the whole file: a zip says what it is at its end. Sources: the formats' own specifications.
std::optional<MediaFormat> formatOfBytes(QByteArrayView bytes);
/// By the ending of the name ("a.JPG" is image jpeg); nothing for one that is not known.
std::optional<MediaFormat> formatOfName(const QString &fileName);
/// Whether the bytes are text: valid UTF-8 without NUL.
bool isText(QByteArrayView bytes);

/// How the file is to be sent: by its bytes, where these say nothing by its name, and otherwise as txt when
/// it is text. Where bytes fit several formats (mp4 and mov, ogg and opus) the name decides among them.
/// Nothing when no format of the API fits.
std::optional<MediaFormat> formatOfFile(const QString &fileName, QByteArrayView bytes);

} // namespace outcrop::attachments
