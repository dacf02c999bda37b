// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/droptarget.h"

#include "ui/widgets/attaching.h"

#include <QDropEvent>
#include <QMimeData>
#include <QWidget>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

bool isJson(const QUrl &url)
{
    return url.fileName().endsWith(QLatin1StringView(".json"), Qt::CaseInsensitive);
}

} // namespace

DropTarget::DropTarget(QWidget *widget, Attaching *attaching, JsonFiles json)
    : QObject(widget), m_attaching(attaching), m_json(json)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
}

bool DropTarget::takes(const QDropEvent &event) const
{
    const QList<QUrl> urls = event.mimeData()->urls();
    if (m_json == JsonFiles::Leave && std::any_of(urls.begin(), urls.end(), isJson))
        return false;
    return Attaching::canAttach(*event.mimeData());
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove &&
        event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    if (!takes(*drop))
        return QObject::eventFilter(watched, event);
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop)
        m_attaching->attachFrom(*drop->mimeData());
    return true;
}

} // namespace outcrop::ui::widgets
