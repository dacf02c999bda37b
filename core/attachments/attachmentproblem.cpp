// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachmentproblem.h"

#include "core/converse/documentname.h"
#include "core/converse/medialimits.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop::attachments
{

using namespace Qt::StringLiterals;
using namespace converse::medialimits;
using json::Json;
using Source = AttachmentFacts::Source;

namespace
{

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(Attachment)
};

QString kiloBytes(qint64 bytes)
{
    return QLocale().toString(bytes / 1000);
}

Json withMember(const Json &block, QLatin1StringView member, const QString &text)
{
    Json value = block.at(0);
    value.set(member, Json(text));
    Json changed = block;
    changed.setAt(0, value);
    return changed;
}

/// The same bytes as a block of what they are.
Json asTold(const Json &block, const AttachmentFacts &facts, const MediaFormat &told)
{
    if (told.medium == facts.medium)
        return withMember(block, "format"_L1, told.format);
    Json value = Json::object({{"format"_L1, Json(told.format)}});
    if (told.medium == Medium::Document)
        value.set("name"_L1, Json(converse::allowedDocumentName(facts.name)));
    value.set("source"_L1, block.at(0).value("source"_L1));
    Json other = Json::object();
    other.set(memberOf(told.medium), value);
    return other;
}

/// Whether the bytes of one format may also be called the other: a film's container, office's compound files.
bool mayBe(const MediaFormat &told, const AttachmentFacts &facts)
{
    if (told.format == facts.format)
        return true;
    const auto isFilmOrSound = [](Medium medium) {
        return medium == Medium::Video || medium == Medium::Audio;
    };
    return isFilmOrSound(told.medium) && isFilmOrSound(facts.medium);
}

std::optional<AttachmentProblem> sourceProblem(const AttachmentFacts &facts)
{
    switch (facts.source) {
    case Source::Missing:
        return AttachmentProblem{
            Texts::tr("its bytes are not in the folder “blobs” beside the conversation, or "
                      "are not what they were. Put the file back and open the "
                      "conversation again, or attach it once more."),
            {},
            {}};
    case Source::Invalid:
        return AttachmentProblem{facts.encodedBytes > 0
                                     ? Texts::tr("its bytes are not valid base64")
                                     : Texts::tr("it has no bytes and names no place in S3"),
                                 {},
                                 {}};
    case Source::S3:
        if (!facts.uri.startsWith("s3://"_L1) || facts.uri.size() <= 5 || facts.uri.size() > 1024)
            return AttachmentProblem{Texts::tr("the place in S3 reads s3://BUCKET/KEY"), {}, {}};
        break;
    case Source::Bytes:
    case Source::Text:
        break;
    }
    return std::nullopt;
}

std::optional<AttachmentProblem> formatProblem(const Json &block, const AttachmentFacts &facts)
{
    if (facts.told && !mayBe(*facts.told, facts))
        return AttachmentProblem{Texts::tr("says it is %1, but its bytes are %2")
                                     .arg(facts.format.isEmpty() ? u"?"_s : facts.format, facts.told->format),
                                 Texts::tr("Send it as %1").arg(facts.told->format),
                                 asTold(block, facts, *facts.told)};
    if (!facts.told && facts.medium == Medium::Image && facts.source == Source::Bytes)
        return AttachmentProblem{Texts::tr("its bytes are no PNG, JPEG, GIF or WebP image"), {}, {}};
    // A document without a format is left to the service.
    if (!formatsOf(facts.medium).contains(facts.format) &&
        !(facts.format.isEmpty() && facts.medium == Medium::Document))
        return AttachmentProblem{
            Texts::tr("the format is one of %1").arg(formatsOf(facts.medium).join(u", ")), {}, {}};
    return std::nullopt;
}

std::optional<AttachmentProblem> nameProblem(const Json &block, const AttachmentFacts &facts)
{
    if (facts.medium != Medium::Document || converse::isDocumentName(facts.name))
        return std::nullopt;
    const QString allowed = converse::allowedDocumentName(facts.name);
    const QString refused = converse::refusedInDocumentName(facts.name);
    const QString message =
        facts.name.isEmpty() ? Texts::tr("a document needs a name")
        : refused.isEmpty()
            ? Texts::tr("document name has more than %1 characters").arg(converse::documentNameLength)
        : refused == "  "_L1 ? Texts::tr("document name may not have two spaces together")
                             : Texts::tr("document name may not contain “%1”").arg(refused);
    return AttachmentProblem{message, Texts::tr("Rename to “%1”").arg(allowed),
                             withMember(block, "name"_L1, allowed)};
}

std::optional<AttachmentProblem> sizeProblem(const AttachmentFacts &facts)
{
    const auto tooLarge = [](qint64 bytes, qint64 most) {
        return AttachmentProblem{
            Texts::tr("has %1 kB; the limit is %2 kB").arg(kiloBytes(bytes), kiloBytes(most)), {}, {}};
    };
    if (facts.medium == Medium::Image && facts.rawBytes > imageBytes)
        return tooLarge(facts.rawBytes, imageBytes);
    if (facts.medium == Medium::Document && facts.rawBytes > documentBytes)
        return tooLarge(facts.rawBytes, documentBytes);
    if (facts.medium == Medium::Video && facts.encodedBytes > videoEncodedBytes)
        return tooLarge(facts.encodedBytes, videoEncodedBytes);
    if (facts.medium == Medium::Image && std::max(facts.pixels.width(), facts.pixels.height()) > imageSide)
        return AttachmentProblem{Texts::tr("has %1 × %2 pixels; the limit is %3 × %3")
                                     .arg(facts.pixels.width())
                                     .arg(facts.pixels.height())
                                     .arg(imageSide),
                                 {},
                                 {}};
    return std::nullopt;
}

} // namespace

std::optional<AttachmentProblem> problemOf(const Json &block, const AttachmentFacts &facts)
{
    if (const auto problem = sourceProblem(facts))
        return problem;
    if (const auto problem = formatProblem(block, facts))
        return problem;
    if (const auto problem = nameProblem(block, facts))
        return problem;
    return sizeProblem(facts);
}

std::optional<AttachmentProblem> guardedProblemOf(const Json &block, const AttachmentFacts &facts)
{
    if (facts.source == Source::S3)
        return AttachmentProblem{
            Texts::tr("a guarded image is sent with its bytes; an S3 object is not taken"), {}, {}};
    const QString format = facts.told ? facts.told->format : facts.format;
    if (facts.source == Source::Bytes && format != "png"_L1 && format != "jpeg"_L1)
        return AttachmentProblem{Texts::tr("a guarded image is a PNG or a JPEG; this one is %1")
                                     .arg(format.isEmpty() ? u"?"_s : format),
                                 {},
                                 {}};
    return problemOf(block, facts);
}

} // namespace outcrop::attachments
