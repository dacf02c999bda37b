// SPDX-License-Identifier: GPL-3.0-or-later

// Attachments (protocol/converse.md, Content blocks).

#include "core/converse/documentname.h"
#include "core/converse/lintrules.h"
#include "core/converse/media.h"
#include "core/converse/medialimits.h"

#include <QStringList>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;
using namespace medialimits;

namespace
{

struct Medium {
    QLatin1StringView member;
    QStringList formats;
    qint64 mostBytes; ///< 0: no limit is known
};

const std::vector<Medium> &media()
{
    static const std::vector<Medium> known{
        {"image"_L1, {u"png"_s, u"jpeg"_s, u"gif"_s, u"webp"_s}, imageBytes},
        {"document"_L1,
         {u"pdf"_s, u"csv"_s, u"doc"_s, u"docx"_s, u"xls"_s, u"xlsx"_s, u"html"_s, u"txt"_s, u"md"_s},
         documentBytes},
        {"video"_L1,
         {u"mkv"_s, u"mov"_s, u"mp4"_s, u"webm"_s, u"flv"_s, u"mpeg"_s, u"mpg"_s, u"wmv"_s, u"three_gp"_s},
         videoEncodedBytes * 3 / 4},
        {"audio"_L1,
         {u"mp3"_s, u"opus"_s, u"wav"_s, u"aac"_s, u"flac"_s, u"mp4"_s, u"ogg"_s, u"mkv"_s, u"mka"_s,
          u"x-aac"_s, u"m4a"_s, u"mpeg"_s, u"mpga"_s, u"pcm"_s, u"webm"_s},
         0}};
    return known;
}

/// What a base64 text decodes to.
qint64 decodedBytes(const Json &base64)
{
    return static_cast<qint64>(base64.toUtf8().size()) * 3 / 4;
}

void lintName(const Json &document, const Pointer &place, LintReport &report)
{
    const QString name = document.value("name"_L1).toString();
    if (isDocumentName(name))
        return;
    const QString allowed = allowedDocumentName(name);
    report
        .certain(
            "document-name"_L1, place.child(u"name"),
            LintReport::tr("The name of a document has 1 to 200 letters, digits, single spaces, hyphens, "
                           "parentheses and brackets."))
        .fix = LintFix{LintReport::tr("Call it %1").arg(allowed), place.child(u"name"), Json(allowed)};
}

void lintMedium(const Medium &medium, const Json &value, const Pointer &place, LintReport &report)
{
    const QString format = value.value("format"_L1).toString();
    if (!medium.formats.contains(format))
        report.certain(
            "media-format"_L1, place.child(u"format"),
            LintReport::tr("The format of this block is one of %1.").arg(medium.formats.join(u", ")));
    const Json source = value.value("source"_L1);
    if (value.contains("bytes"_L1) || source.size() != 1)
        report.certain("media-source"_L1, place,
                       LintReport::tr("The content stands in source, which has exactly one member."));
    if (source.contains(missingBytesMember))
        report.certain("media-missing"_L1, place.child(u"source"),
                       LintReport::tr("The bytes of this attachment are missing: put its file back into the "
                                      "folder “blobs” beside the conversation, or attach it again."));
    const qint64 bytes = decodedBytes(source.value("bytes"_L1));
    if (medium.mostBytes > 0 && bytes > medium.mostBytes)
        report.certain("media-size"_L1, place.child(u"source"),
                       LintReport::tr("This has %1 kB; the limit is %2 kB.")
                           .arg(bytes / 1000)
                           .arg(medium.mostBytes / 1000));
}

} // namespace

void lintMedia(const Json &messages, LintReport &report)
{
    int imageCount = 0;
    int documentCount = 0;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        const Pointer at = Pointer().child(u"messages").child(i).child(u"content");
        bool hasText = false;
        std::optional<Pointer> document;
        for (qsizetype block = 0; block < content.size(); ++block) {
            hasText = hasText || content.at(block).contains("text"_L1);
            for (const Medium &medium : media()) {
                const auto value = content.at(block).find(medium.member);
                if (!value)
                    continue;
                const Pointer place = at.child(block).child(QString(medium.member));
                lintMedium(medium, *value, place, report);
                if (medium.member == "image"_L1 && ++imageCount == images + 1)
                    report.certain("images-many"_L1, at.child(block),
                                   LintReport::tr("A request takes at most %1 images.").arg(images));
                if (medium.member != "document"_L1)
                    continue;
                document = at.child(block);
                lintName(*value, place, report);
                if (++documentCount == documents + 1)
                    report.certain("documents-many"_L1, at.child(block),
                                   LintReport::tr("A request takes at most %1 documents.").arg(documents));
            }
        }
        if (document && !hasText)
            report.certain("document-without-text"_L1, *document,
                           LintReport::tr("A text block must stand in the same message as a document."));
    }
}

} // namespace outcrop::converse
