// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/filedrops.h"

#include <QAbstractScrollArea>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>

namespace outcrop::ui::editors
{

namespace
{

QStringList localFiles(const QMimeData *data)
{
    QStringList paths;
    if (!data)
        return paths;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    return paths;
}

} // namespace

FileDrops::FileDrops(QWidget *owner, TakeFile take) : QObject(owner), m_owner(owner), m_take(std::move(take))
{
    owner->setAcceptDrops(true);
    owner->installEventFilter(this);
}

/// A field that scrolls gets what is dropped through its viewport.
void FileDrops::watch(QWidget *field)
{
    field->installEventFilter(this);
    if (auto *area = qobject_cast<QAbstractScrollArea *>(field))
        area->viewport()->installEventFilter(this);
}

bool FileDrops::takeFrom(const QMimeData *data)
{
    const QStringList paths = localFiles(data);
    if (!paths.isEmpty())
        attachFiles(m_owner, paths, m_take);
    return !paths.isEmpty();
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        if (localFiles(drag->mimeData()).isEmpty())
            return false;
        drag->acceptProposedAction();
        return true;
    }
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        if (!takeFrom(drop->mimeData()))
            return false;
        drop->acceptProposedAction();
        return true;
    }
    case QEvent::KeyPress:
        return static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste) &&
               takeFrom(QGuiApplication::clipboard()->mimeData());
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace outcrop::ui::editors
