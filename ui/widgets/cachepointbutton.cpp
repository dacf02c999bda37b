// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cachepointbutton.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/secondticker.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/warmth.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QPainter>

namespace outcrop::ui::widgets
{

using conversation::CacheTtl;

CachePointButton::CachePointButton(QWidget *parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setButtonKind(this, ButtonKind::Flat);
    useSmall(this);
    auto *menu = new QMenu(this);
    auto *choices = new QActionGroup(menu);
    for (const CacheTtl ttl : {CacheTtl::Default, CacheTtl::FiveMinutes, CacheTtl::OneHour}) {
        QAction *action = menu->addAction(words(ttl));
        action->setCheckable(true);
        action->setData(int(ttl));
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, ttl] { Q_EMIT ttlChosen(ttl); });
    }
    setMenu(menu);
    applyColour();
    setTtl(CacheTtl::Default);
    setWarmUntil({});
}

QString CachePointButton::words(CacheTtl ttl)
{
    switch (ttl) {
    case CacheTtl::Default:
        return tr("5 min (default)");
    case CacheTtl::FiveMinutes:
        return tr("5 min");
    case CacheTtl::OneHour:
        return tr("1 h");
    }
    Q_UNREACHABLE();
}

void CachePointButton::setTtl(CacheTtl ttl)
{
    m_ttl = ttl;
    showWords();
    setAccessibleName(tr("Cache point, %1").arg(words(ttl)));
    for (QAction *action : menu()->actions()) {
        if (action->data().isValid())
            action->setChecked(action->data().toInt() == int(ttl));
    }
}

void CachePointButton::setWarmUntil(const QDateTime &until, const QDateTime &now)
{
    const QString kept = warmUntilWords(until, now);
    m_warmUntil = kept.isEmpty() ? QDateTime() : until;
    const QString what =
        tr("cachePoint: what stands above is kept in the prompt cache. Choose for how long.");
    setToolTip(kept.isEmpty() ? what : what + QLatin1Char('\n') + kept);
    setAccessibleDescription(kept);
    showWords(now);
}

void CachePointButton::showWords(const QDateTime &now)
{
    const QString warm = warmWords(m_warmUntil, now);
    if (warm.isEmpty()) {
        setText(tr("cache point · %1 ▾").arg(words(m_ttl)));
        return;
    }
    const CacheTtl ttl = m_ttl == CacheTtl::Default ? CacheTtl::FiveMinutes : m_ttl; // room is scarce
    setText(tr("cache point · %1 · %2 ▾").arg(words(ttl), warm));
}

void CachePointButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    if (m_warmUntil.isValid()) // also when it is over: then all that was said of it is taken back
        SecondTicker::of(this)->callAtNextSecond(this, [this] { countDown(); });
}

void CachePointButton::countDown()
{
    if (warmWords(m_warmUntil).isEmpty())
        setWarmUntil({});
    else
        showWords();
    update(); // also when the words are still the same, or nobody would ask for the next second
}

void CachePointButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColour();
    QToolButton::changeEvent(event);
}

void CachePointButton::applyColour()
{
    const QColor colour = tokensOf(this).tealText;
    if (palette().color(QPalette::ButtonText) == colour)
        return;
    QPalette own;
    own.setColor(QPalette::ButtonText, colour);
    setPalette(own);
}

void CachePointButton::paintRule(int right) const
{
    QPainter painter(parentWidget());
    const QColor line = tokensOf(this).tealLine;
    const int y = geometry().center().y();
    painter.fillRect(0, y, geometry().left() - metrics::gap, 1, line);
    const int from = geometry().right() + metrics::gap;
    painter.fillRect(from, y, right - from, 1, line);
}

} // namespace outcrop::ui::widgets
