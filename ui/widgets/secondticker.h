// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// The one timer of a window for all that counts seconds. Who paints a countdown asks for the next second;
/// what is not painted, as it is scrolled away or the window is hidden, does not ask, and when nobody asks
/// nothing runs.
class SecondTicker : public QObject
{
    Q_OBJECT

public:
    /// That of the window @p shows stands in, made when it is wanted first.
    static SecondTicker *of(const QWidget *shows);

    /// Calls @p then once, when the next second begins, unless @p context is gone by then. One call for a
    /// context, however often it asks.
    void callAtNextSecond(QObject *context, std::function<void()> then);
    bool isRunning() const { return m_timer.isActive(); }

private:
    explicit SecondTicker(QObject *window);
    void tick();

    struct Call {
        QPointer<QObject> context;
        std::function<void()> then;
    };
    std::vector<Call> m_calls;
    QTimer m_timer;
};

} // namespace outcrop::ui::widgets
