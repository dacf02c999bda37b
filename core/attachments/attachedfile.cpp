// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"

#include "core/base/limits.h"
#include "core/base/regularfile.h"
#include "core/converse/documentname.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace outcrop::attachments
{

using namespace Qt::StringLiterals;
using json::Json;

static_assert(largestFile <= base::limits::jsonBytes / 4 * 3);

namespace
{

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(Attachment)
};

base::Error refusal(const QString &fileName, const QString &reason, const QString &advice)
{
    return base::makeError(base::ErrorKind::BadInput, Texts::tr("Cannot attach %1: %2").arg(fileName, reason),
                           advice);
}

QString remarkOn(const QString &fileName, const MediaFormat &format)
{
    const std::optional<MediaFormat> named = formatOfName(fileName);
    if (!named || named->format == format.format)
        return {};
    return Texts::tr("%1 is sent as %2: that is what its bytes are.").arg(fileName, format.format);
}

QString documentNameOf(const QString &fileName)
{
    const QString base = QFileInfo(fileName).completeBaseName();
    return base.isEmpty() ? converse::allowedDocumentName(fileName) : base;
}

} // namespace

Json makeBlock(const MediaFormat &format, const QString &fileName, const Json &source)
{
    Json value = Json::object({{"format"_L1, Json(format.format)}});
    if (format.medium == Medium::Document)
        value.set("name"_L1, Json(documentNameOf(fileName)));
    value.set("source"_L1, source);
    Json block = Json::object();
    block.set(memberOf(format.medium), value);
    return block;
}

base::Result<AttachedFile> attachBytes(const QString &fileName, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return refusal(fileName, Texts::tr("the file is empty."), Texts::tr("Choose another one."));
    if (bytes.size() > largestFile)
        return refusal(fileName, Texts::tr("it has more than %1 MB.").arg(largestFile / 1024 / 1024),
                       Texts::tr("Put it into S3 and attach the S3 object."));
    const std::optional<MediaFormat> format = formatOfFile(fileName, bytes);
    if (!format)
        return refusal(fileName, Texts::tr("it is no image, document, video or audio that Converse takes."),
                       Texts::tr("Convert it, for example to PNG, PDF or text."));
    const Json source = Json::object({{"bytes"_L1, Json::string(bytes.toBase64())}});
    return AttachedFile{makeBlock(*format, fileName, source), fileName, remarkOn(fileName, *format)};
}

base::Result<AttachedFile> attachFile(const QString &path)
{
    const auto content = base::RegularFile::read(path, largestFile);
    if (!content)
        return content.error();
    return attachBytes(QFileInfo(path).fileName(), content->bytes);
}

base::Result<AttachedFile> attachS3Object(const QString &uri, const QString &bucketOwner)
{
    static const QRegularExpression place(u"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.+)?$"_s);
    static const QRegularExpression account(u"^[0-9]{12}$"_s);
    if (uri.size() > 1024 || !place.match(uri).hasMatch())
        return refusal(uri, Texts::tr("an S3 object reads s3://BUCKET/KEY."), Texts::tr("Correct it."));
    if (!bucketOwner.isEmpty() && !account.match(bucketOwner).hasMatch())
        return refusal(uri, Texts::tr("the owner of a bucket is an account of twelve digits."),
                       Texts::tr("Correct it, or leave it empty."));
    const std::optional<MediaFormat> format = formatOfName(uri);
    if (!format)
        return refusal(uri, Texts::tr("its ending names no format that Converse takes."),
                       Texts::tr("Attach an object that ends in .png, .pdf, .mp4 or the like."));
    Json location = Json::object({{"uri"_L1, Json(uri)}});
    if (!bucketOwner.isEmpty())
        location.set("bucketOwner"_L1, Json(bucketOwner));
    const QString fileName = uri.section(u'/', -1);
    return AttachedFile{
        makeBlock(*format, fileName, Json::object({{"s3Location"_L1, location}})), fileName, {}};
}

Json textDocument(const QString &name, const QString &text)
{
    return makeBlock({Medium::Document, u"txt"_s}, name,
                     Json::object({{"bytes"_L1, Json::string(text.toUtf8().toBase64())}}));
}

} // namespace outcrop::attachments
