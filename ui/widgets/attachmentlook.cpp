// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attachmentlook.h"

#include "core/base/offthread.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QLocale>
#include <QStringList>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;
using attachments::AttachmentFacts;
using attachments::Medium;
using Source = AttachmentFacts::Source;

namespace
{

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(AttachmentLook)
};

void decodeImage(const QByteArray &bytes, const AttachmentFacts &facts, QSize most, AttachmentLook &look)
{
    if (!facts.told || facts.told->medium != Medium::Image) {
        look.whyNoImage = Texts::tr("not a PNG, JPEG, GIF or WebP image");
        return;
    }
    if (!facts.pixels.isValid()) {
        look.whyNoImage = Texts::tr("the image cannot be read");
        return;
    }
    if (qint64(facts.pixels.width()) * facts.pixels.height() > mostPreviewPixels) {
        look.whyNoImage = Texts::tr("%1 × %2 pixels: too large to show")
                              .arg(facts.pixels.width())
                              .arg(facts.pixels.height());
        return;
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    // The format the bytes have, so that no plugin of another one (SVG opens files) is ever asked.
    QImageReader reader(&buffer, facts.told->format.toLatin1());
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    if (facts.pixels.width() > most.width() || facts.pixels.height() > most.height())
        reader.setScaledSize(facts.pixels.scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1}));
    look.image = reader.read();
    if (look.image.isNull())
        look.whyNoImage = Texts::tr("the image cannot be read: %1").arg(reader.errorString());
}

QString mediumName(Medium medium)
{
    switch (medium) {
    case Medium::Image:
        return Texts::tr("image");
    case Medium::Document:
        return Texts::tr("document");
    case Medium::Video:
        return Texts::tr("video");
    case Medium::Audio:
        return Texts::tr("audio");
    }
    Q_UNREACHABLE();
}

QString sizes(const AttachmentFacts &facts)
{
    if (facts.source == Source::Bytes)
        return Texts::tr("%1 raw, %2 encoded").arg(byteSize(facts.rawBytes), byteSize(facts.encodedBytes));
    return facts.rawBytes > 0 ? byteSize(facts.rawBytes) : QString();
}

} // namespace

AttachmentLook lookAtAttachment(const json::Json &block, QSize most, AttachmentCheck check)
{
    AttachmentLook look;
    look.facts = attachments::factsOf(block);
    if (!look.facts)
        return look;
    look.problem = check(block, *look.facts);
    if (look.facts->medium == Medium::Image && look.facts->source == Source::Bytes) {
        if (const auto bytes = attachments::bytesOf(block))
            decodeImage(*bytes, *look.facts, most, look);
    }
    return look;
}

void lookAtAttachment(const json::Json &block, QSize most, AttachmentCheck check, QObject *context,
                      std::function<void(const AttachmentLook &)> then)
{
    base::offThread(
        context, [block, most, check] { return lookAtAttachment(block, most, check); }, std::move(then),
        base::Urgency::Background);
}

QString byteSize(qint64 bytes)
{
    const QLocale locale;
    if (bytes < 1000)
        return Texts::tr("%1 bytes").arg(bytes);
    if (bytes < 1'000'000)
        return Texts::tr("%1 kB").arg(locale.toString((bytes + 500) / 1000));
    return Texts::tr("%1 MB").arg(locale.toString(double(bytes) / 1e6, 'f', 1));
}

QString describeAttachment(const AttachmentFacts &facts)
{
    QStringList parts{mediumName(facts.medium), facts.format};
    if (facts.pixels.isValid())
        parts << u"%1 × %2"_s.arg(facts.pixels.width()).arg(facts.pixels.height());
    if (facts.source == Source::S3) {
        parts << facts.uri;
        if (!facts.bucketOwner.isEmpty())
            parts << Texts::tr("owner %1").arg(facts.bucketOwner);
    }
    parts << sizes(facts);
    if (!facts.sha256.isEmpty())
        parts << u"sha256 "_s + QString::fromLatin1(facts.sha256.left(4)) + u"…"_s;
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString attachmentTitle(const AttachmentFacts &facts, const QString &fileName)
{
    if (facts.medium == Medium::Document && !facts.name.isEmpty())
        return facts.name;
    if (!fileName.isEmpty())
        return fileName;
    if (const QString object = facts.uri.section(u'/', -1); !object.isEmpty())
        return object;
    const QString name = mediumName(facts.medium);
    return name.left(1).toUpper() + name.mid(1);
}

} // namespace outcrop::ui::widgets
