// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/droptarget.h"

#include "ui/widgets/attaching.h"

#include <QAbstractScrollArea>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

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
    : QObject(widget), m_widget(widget), m_attaching(attaching), m_json(json)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
}

/// A field that scrolls gets what is dropped through its viewport.
void DropTarget::watch(QWidget *field)
{
    field->installEventFilter(this);
    if (auto *area = qobject_cast<QAbstractScrollArea *>(field))
        area->viewport()->installEventFilter(this);
}

bool DropTarget::takes(const QDropEvent &event) const
{
    const QList<QUrl> urls = event.mimeData()->urls();
    if (m_json == JsonFiles::Leave && std::any_of(urls.begin(), urls.end(), isJson))
        return false;
    return Attaching::canAttach(*event.mimeData());
}

bool DropTarget::takeDrop(QDropEvent *event)
{
    if (!takes(*event))
        return false;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (event->type() == QEvent::Drop)
        m_attaching->attachFrom(*event->mimeData());
    return true;
}

bool DropTarget::takePaste()
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    return data && Attaching::isRatherMedia(*data) && m_attaching->attachFrom(*data);
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        return takeDrop(static_cast<QDropEvent *>(event));
    case QEvent::KeyPress:
        return watched != m_widget && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste) &&
               takePaste();
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace outcrop::ui::widgets
