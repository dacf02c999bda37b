// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secondticker.h"

#include <QDateTime>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace outcrop::ui::widgets
{

SecondTicker *SecondTicker::of(const QWidget *shows)
{
    QWidget *window = shows->window();
    auto *ticker = window->findChild<SecondTicker *>(QString(), Qt::FindDirectChildrenOnly);
    return ticker ? ticker : new SecondTicker(window);
}

SecondTicker::SecondTicker(QObject *window) : QObject(window)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &SecondTicker::tick);
}

void SecondTicker::callAtNextSecond(QObject *context, std::function<void()> then)
{
    if (std::ranges::any_of(m_calls, [context](const Call &call) { return call.context == context; }))
        return;
    m_calls.push_back({context, std::move(then)});
    constexpr qint64 second = 1000;
    if (!m_timer.isActive())
        m_timer.start(int(second - QDateTime::currentMSecsSinceEpoch() % second));
}

void SecondTicker::tick()
{
    for (const Call &call : std::exchange(m_calls, {})) {
        if (call.context)
            call.then();
    }
}

} // namespace outcrop::ui::widgets
