// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/mediaformat.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace outcrop::attachments
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<QLatin1StringView, 4> members{"image"_L1, "document"_L1, "video"_L1, "audio"_L1};

MediaFormat image(const QString &format)
{
    return {Medium::Image, format};
}
MediaFormat document(const QString &format)
{
    return {Medium::Document, format};
}
MediaFormat video(const QString &format)
{
    return {Medium::Video, format};
}
MediaFormat audio(const QString &format)
{
    return {Medium::Audio, format};
}

bool hasAt(QByteArrayView bytes, qsizetype at, QByteArrayView what)
{
    return bytes.size() >= at + what.size() && bytes.sliced(at, what.size()) == what;
}

/// Office files since 2007 are zips; the names of what is in one stand once more at its end.
std::optional<MediaFormat> formatOfZip(QByteArrayView bytes)
{
    constexpr qsizetype directory = 256 * 1024; // more than the list of any office file
    const QByteArrayView tail = bytes.last(std::min(bytes.size(), directory));
    if (tail.indexOf("word/document.xml") >= 0)
        return document(u"docx"_s);
    if (tail.indexOf("xl/workbook.") >= 0)
        return document(u"xlsx"_s);
    return std::nullopt;
}

/// Office files before that are compound files; the names of their streams are UTF-16.
std::optional<MediaFormat> formatOfCompound(QByteArrayView bytes)
{
    static constexpr char word[] = "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t";
    static constexpr char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k";
    if (bytes.indexOf(QByteArrayView(word, sizeof word)) >= 0)
        return document(u"doc"_s);
    if (bytes.indexOf(QByteArrayView(workbook, sizeof workbook)) >= 0)
        return document(u"xls"_s);
    return std::nullopt;
}

/// ISO base media: the brand behind "ftyp".
std::optional<MediaFormat> formatOfBaseMedia(QByteArrayView bytes)
{
    const QByteArrayView brand = bytes.sliced(8).first(std::min<qsizetype>(4, bytes.size() - 8));
    if (brand.startsWith("qt"))
        return video(u"mov"_s);
    if (brand.startsWith("3g"))
        return video(u"three_gp"_s);
    if (brand.startsWith("M4A") || brand.startsWith("M4B"))
        return audio(u"m4a"_s);
    if (brand.startsWith("avi") || brand.startsWith("hei") || brand.startsWith("mif"))
        return std::nullopt; // AVIF and HEIF images, which no request takes
    return video(u"mp4"_s);
}

std::optional<MediaFormat> formatOfImage(QByteArrayView bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return image(u"png"_s);
    if (bytes.startsWith("\xff\xd8\xff"))
        return image(u"jpeg"_s);
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return image(u"gif"_s);
    if (bytes.startsWith("RIFF") && hasAt(bytes, 8, "WEBP"))
        return image(u"webp"_s);
    return std::nullopt;
}

std::optional<MediaFormat> formatOfSound(QByteArrayView bytes)
{
    if (bytes.startsWith("RIFF") && hasAt(bytes, 8, "WAVE"))
        return audio(u"wav"_s);
    if (bytes.startsWith("OggS"))
        return audio(bytes.first(std::min<qsizetype>(64, bytes.size())).indexOf("OpusHead") >= 0 ? u"opus"_s
                                                                                                 : u"ogg"_s);
    if (bytes.startsWith("fLaC"))
        return audio(u"flac"_s);
    if (bytes.startsWith("ID3") || bytes.startsWith("\xff\xfb") || bytes.startsWith("\xff\xf3") ||
        bytes.startsWith("\xff\xf2"))
        return audio(u"mp3"_s);
    if (bytes.startsWith("\xff\xf1") || bytes.startsWith("\xff\xf9"))
        return audio(u"aac"_s);
    return std::nullopt;
}

std::optional<MediaFormat> formatOfFilm(QByteArrayView bytes)
{
    if (bytes.startsWith("\x1a\x45\xdf\xa3"))
        return video(bytes.first(std::min<qsizetype>(64, bytes.size())).indexOf("webm") >= 0 ? u"webm"_s
                                                                                             : u"mkv"_s);
    if (hasAt(bytes, 4, "ftyp"))
        return formatOfBaseMedia(bytes);
    if (bytes.startsWith("FLV\x01"))
        return video(u"flv"_s);
    if (bytes.startsWith(QByteArrayView("\0\0\x01\xba", 4)) ||
        bytes.startsWith(QByteArrayView("\0\0\x01\xb3", 4)))
        return video(u"mpeg"_s);
    if (bytes.startsWith("\x30\x26\xb2\x75\x8e\x66\xcf\x11"))
        return video(u"wmv"_s);
    return std::nullopt;
}

/// Whether a file of the second format may begin with what the first one is told by.
bool isKindOf(const MediaFormat &told, const MediaFormat &named)
{
    static const std::vector<std::pair<QString, QStringList>> families{
        {u"mkv"_s, {u"mka"_s, u"webm"_s}},
        {u"webm"_s, {u"mkv"_s}},
        {u"mp4"_s, {u"mov"_s, u"m4a"_s, u"three_gp"_s, u"mp4"_s}},
        {u"mpeg"_s, {u"mpg"_s, u"mpeg"_s, u"mpga"_s}},
        {u"mp3"_s, {u"mpga"_s, u"mpeg"_s}},
        {u"aac"_s, {u"x-aac"_s}},
        {u"ogg"_s, {u"opus"_s}},
        {u"opus"_s, {u"ogg"_s}}};
    return std::ranges::any_of(families, [&](const auto &family) {
        return family.first == told.format && family.second.contains(named.format);
    });
}

} // namespace

QLatin1StringView memberOf(Medium medium)
{
    return members.at(static_cast<size_t>(medium));
}

std::optional<Medium> mediumOf(QAnyStringView member)
{
    for (size_t i = 0; i < members.size(); ++i) {
        if (member == members[i])
            return static_cast<Medium>(i);
    }
    return std::nullopt;
}

const QStringList &formatsOf(Medium medium)
{
    static const std::array<QStringList, 4> formats{
        QStringList{u"png"_s, u"jpeg"_s, u"gif"_s, u"webp"_s},
        QStringList{u"pdf"_s, u"csv"_s, u"doc"_s, u"docx"_s, u"xls"_s, u"xlsx"_s, u"html"_s, u"txt"_s,
                    u"md"_s},
        QStringList{u"mkv"_s, u"mov"_s, u"mp4"_s, u"webm"_s, u"flv"_s, u"mpeg"_s, u"mpg"_s, u"wmv"_s,
                    u"three_gp"_s},
        QStringList{u"mp3"_s, u"opus"_s, u"wav"_s, u"aac"_s, u"flac"_s, u"mp4"_s, u"ogg"_s, u"mkv"_s,
                    u"mka"_s, u"x-aac"_s, u"m4a"_s, u"mpeg"_s, u"mpga"_s, u"pcm"_s, u"webm"_s}};
    return formats.at(static_cast<size_t>(medium));
}

std::optional<MediaFormat> formatOfBytes(QByteArrayView bytes)
{
    if (const auto found = formatOfImage(bytes))
        return found;
    if (const auto found = formatOfSound(bytes))
        return found;
    if (const auto found = formatOfFilm(bytes))
        return found;
    if (bytes.first(std::min<qsizetype>(1024, bytes.size())).indexOf("%PDF-") >= 0)
        return document(u"pdf"_s);
    if (bytes.startsWith("PK\x03\x04"))
        return formatOfZip(bytes);
    if (bytes.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
        return formatOfCompound(bytes);
    return std::nullopt;
}

std::optional<MediaFormat> formatOfName(const QString &fileName)
{
    QString ending = QFileInfo(fileName).suffix().toLower();
    static const std::vector<std::pair<QString, QString>> others{
        {u"jpg"_s, u"jpeg"_s}, {u"jpe"_s, u"jpeg"_s},     {u"htm"_s, u"html"_s},    {u"xhtml"_s, u"html"_s},
        {u"text"_s, u"txt"_s}, {u"log"_s, u"txt"_s},      {u"markdown"_s, u"md"_s}, {u"3gp"_s, u"three_gp"_s},
        {u"oga"_s, u"ogg"_s},  {u"3gpp"_s, u"three_gp"_s}};
    const auto other = std::ranges::find(others, ending, &std::pair<QString, QString>::first);
    if (other != others.end())
        ending = other->second;
    for (const Medium medium : {Medium::Image, Medium::Document, Medium::Video, Medium::Audio}) {
        if (formatsOf(medium).contains(ending))
            return MediaFormat{medium, ending};
    }
    return std::nullopt;
}

bool isText(QByteArrayView bytes)
{
    return bytes.indexOf('\0') < 0 && QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

std::optional<MediaFormat> formatOfFile(const QString &fileName, QByteArrayView bytes)
{
    const std::optional<MediaFormat> named = formatOfName(fileName);
    if (const auto told = formatOfBytes(bytes))
        return named && isKindOf(*told, *named) ? named : told;
    if (isText(bytes)) {
        // A picture or a film is never text, whatever its name says.
        static const QStringList texts{u"csv"_s, u"html"_s, u"txt"_s, u"md"_s};
        return named && texts.contains(named->format) ? *named : document(u"txt"_s);
    }
    return named && named->format == "pcm"_L1 ? named : std::nullopt; // the one format without a signature
}

} // namespace outcrop::attachments
