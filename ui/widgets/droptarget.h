// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QDropEvent;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class Attaching;

/// Lets files and pictures be dropped on a widget, and pasted into the fields in it. Lives as long as the
/// widget.
class DropTarget : public QObject
{
    Q_OBJECT

public:
    /// JSON files may be conversations, which open where they are dropped; then they are left to whoever is
    /// behind the widget.
    enum class JsonFiles { Attach, Leave };

    /// @p attaching must live longer.
    DropTarget(QWidget *widget, Attaching *attaching, JsonFiles json);

    /// Also a field in the widget, which by itself would take the addresses of files as text.
    void watch(QWidget *field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takes(const QDropEvent &event) const;
    bool takeDrop(QDropEvent *event);
    bool takePaste();

    QWidget *m_widget;
    Attaching *m_attaching;
    const JsonFiles m_json;
};

} // namespace outcrop::ui::widgets
