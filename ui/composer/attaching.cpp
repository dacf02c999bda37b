// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/attaching.h"

#include "core/base/offthread.h"
#include "core/conversation/conversationdocument.h"

#include <QBuffer>
#include <QImage>
#include <QMimeData>

namespace outcrop::ui::composer
{

using attachments::AttachedFile;
using base::Result;
using conversation::ConversationDocument;

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

Attaching::Attaching(ConversationDocument *document, QObject *parent) : QObject(parent), m_document(document)
{
}

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

void Attaching::attach(const AttachedFile &file)
{
    const auto end = int(m_document->conversation().draftFrame.before.size());
    m_document->insertBlock(ConversationDocument::beforeDraft(), end, file.block, file.fileName);
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

} // namespace outcrop::ui::composer
