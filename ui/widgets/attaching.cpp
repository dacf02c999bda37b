// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attaching.h"

#include "core/base/offthread.h"

#include <QBuffer>
#include <QImage>
#include <QMimeData>

#include <utility>

namespace outcrop::ui::widgets
{

using attachments::AttachedFile;
using base::Result;

namespace
{

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

void Attaching::attachFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        start([path] { return attachments::attachFile(path); });
}

void Attaching::attachImage(const QImage &image)
{
    start([image, name = tr("Pasted image.png")]() -> Result<AttachedFile> {
        QBuffer png;
        png.open(QIODevice::WriteOnly);
        image.save(&png, "PNG");
        return attachments::attachBytes(name, png.data());
    });
}

void Attaching::attachText(const QString &text)
{
    start([text, name = tr("Pasted text.txt")] { return attachments::attachBytes(name, text.toUtf8()); });
}

bool Attaching::canAttach(const QMimeData &data)
{
    return data.hasImage() || !localFiles(data).isEmpty();
}

/// A browser gives a picture with its address beside it; a word processor gives a text with a picture of it.
bool Attaching::isRatherMedia(const QMimeData &data)
{
    return canAttach(data) && !(data.hasText() && !data.hasUrls());
}

bool Attaching::attachFrom(const QMimeData &data)
{
    if (const QStringList paths = localFiles(data); !paths.isEmpty()) {
        attachFiles(paths);
        return true;
    }
    const auto image = data.hasImage() ? qvariant_cast<QImage>(data.imageData()) : QImage();
    if (image.isNull())
        return false;
    attachImage(image);
    return true;
}

void Attaching::start(Work work)
{
    m_waiting.push_back(std::move(work));
    ++m_pending;
    Q_EMIT pendingChanged();
    if (m_pending == 1)
        next();
}

void Attaching::next()
{
    if (m_waiting.empty())
        return;
    const Work work = m_waiting.front();
    m_waiting.erase(m_waiting.begin());
    base::offThread(this, work, [this](const Result<AttachedFile> &file) {
        --m_pending;
        if (!file) {
            Q_EMIT failed(file.error());
        } else {
            attach(*file);
            if (!file->remark.isEmpty())
                Q_EMIT remarked(file->remark);
        }
        Q_EMIT pendingChanged();
        next();
    });
}

void Attaching::setAsking(bool asking)
{
    if (std::exchange(m_isAsking, asking) != asking)
        Q_EMIT pendingChanged();
}

QString Attaching::whyNotWhole() const
{
    if (m_pending > 0)
        return tr("A file is still being read.");
    return m_isAsking ? tr("A long text that was pasted waits: attach it as a document, or insert it.")
                      : QString();
}

} // namespace outcrop::ui::widgets
