// SPDX-License-Identifier: GPL-3.0-or-later

// Attachments (protocol/converse.md, Content blocks).

#include "core/converse/documentname.h"
#include "core/converse/lintrules.h"
#include "core/converse/media.h"
#include "core/converse/medialimits.h"

#include <QHash>
#include <QSet>
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
    const QString refused = refusedInDocumentName(name);
    report
        .certain("document-name"_L1, place.child(u"name"),
                 refused.isEmpty() ? LintReport::tr("A document name has 1 to 200 characters.")
                                   : LintReport::tr("document name may not contain “%1”").arg(refused))
        .fix = LintReport::setting(LintReport::tr("Rename to “%1”").arg(allowed), place.child(u"name"),
                                   Json(allowed));
}

/// Two documents of one name are refused; the second gets a number.
void lintNameTwice(const Json &document, const Pointer &place, QSet<QString> &names, LintReport &report)
{
    const QString name = document.value("name"_L1).toString();
    if (!names.contains(name)) {
        names.insert(name);
        return;
    }
    QString other;
    for (int number = 2; other.isEmpty() || names.contains(other); ++number)
        other = u"%1 %2"_s.arg(name.left(195)).arg(number);
    names.insert(other);
    report
        .certain("document-name-twice"_L1, place.child(u"name"),
                 LintReport::tr("Two documents are called %1.").arg(name))
        .fix =
        LintReport::setting(LintReport::tr("Rename to “%1”").arg(other), place.child(u"name"), Json(other));
}

/// What people write for a format, as the service calls it; empty when there is no such.
QString formatFor(const QString &written, const QStringList &formats)
{
    static const QHash<QString, QString> usual{{u"jpg"_s, u"jpeg"_s},      {u"htm"_s, u"html"_s},
                                               {u"text"_s, u"txt"_s},      {u"markdown"_s, u"md"_s},
                                               {u"3gp"_s, u"three_gp"_s},  {u"aacp"_s, u"aac"_s},
                                               {u"image/png"_s, u"png"_s}, {u"image/jpeg"_s, u"jpeg"_s}};
    const QString lower = written.trimmed().toLower();
    const QString format = usual.value(lower, lower);
    return formats.contains(format) ? format : QString();
}

void lintMedium(const Medium &medium, const Json &value, const Pointer &blockPlace, LintReport &report)
{
    const Pointer place = blockPlace.child(QString(medium.member));
    const QString format = value.value("format"_L1).toString();
    if (!medium.formats.contains(format)) {
        LintFinding &finding = report.certain(
            "media-format"_L1, place.child(u"format"),
            LintReport::tr("The format of this block is one of %1.").arg(medium.formats.join(u", ")));
        if (const QString meant = formatFor(format, medium.formats); !meant.isEmpty())
            finding.fix =
                LintReport::setting(LintReport::tr("Set %1").arg(meant), place.child(u"format"), Json(meant));
    }
    const Json source = value.value("source"_L1);
    if (value.contains("bytes"_L1) || source.size() != 1) {
        LintFinding &finding =
            report.certain("media-source"_L1, place,
                           LintReport::tr("The content stands in source, which has exactly one member."));
        if (const auto bytes = value.find("bytes"_L1); bytes && source.isEmpty())
            finding.fix = LintFix{
                LintReport::tr("Move it there"),
                {{LintEdit::Kind::Remove, place.child(u"bytes")},
                 {LintEdit::Kind::Set, place.child(u"source"), Json::object({{"bytes"_L1, *bytes}})}}};
    }
    if (source.contains(missingBytesMember))
        report
            .certain("media-missing"_L1, place.child(u"source"),
                     LintReport::tr("The bytes of this attachment are missing: put its file back into the "
                                    "folder “blobs” beside the conversation, or attach it again."))
            .fix = LintReport::removal(LintReport::tr("Remove it"), blockPlace);
    const qint64 bytes = decodedBytes(source.value("bytes"_L1));
    if (medium.mostBytes > 0 && bytes > medium.mostBytes)
        report
            .certain("media-size"_L1, place.child(u"source"),
                     LintReport::tr("This has %1 kB; the limit is %2 kB.")
                         .arg(bytes / 1000)
                         .arg(medium.mostBytes / 1000))
            .fix = LintReport::removal(LintReport::tr("Remove it"), blockPlace);
}

/// The media of a request, counted as they come.
class MediaCount
{
public:
    explicit MediaCount(LintReport &report) : m_report(report) {}

    void read(const Medium &medium, const Json &value, const Pointer &block)
    {
        lintMedium(medium, value, block, m_report);
        if (medium.member == "image"_L1 && ++m_images > images)
            m_report.removable("images-many"_L1, block,
                               LintReport::tr("A request takes at most %1 images.").arg(images));
        if (medium.member != "document"_L1)
            return;
        lintName(value, block.child(u"document"), m_report);
        lintNameTwice(value, block.child(u"document"), m_names, m_report);
        if (++m_documents > documents)
            m_report.removable("documents-many"_L1, block,
                               LintReport::tr("A request takes at most %1 documents.").arg(documents));
    }

private:
    LintReport &m_report;
    int m_images = 0;
    int m_documents = 0;
    QSet<QString> m_names;
};

} // namespace

void lintMedia(const Json &messages, LintReport &report)
{
    MediaCount count(report);
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
                count.read(medium, *value, at.child(block));
                if (medium.member == "document"_L1 && !document)
                    document = at.child(block);
            }
        }
        if (document && !hasText)
            report
                .certain("document-without-text"_L1, *document,
                         LintReport::tr("A text block must stand in the same message as a document."))
                .fix = LintReport::insertion(
                LintReport::tr("Add a text block"), at.child(content.size()),
                Json::object({{"text"_L1, Json(LintReport::tr("Read the document."))}}));
    }
}

} // namespace outcrop::converse
