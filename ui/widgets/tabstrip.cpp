// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabstrip.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/tokens.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

constexpr int stripHeight = 36;

} // namespace

TabStrip::TabStrip(QWidget *parent) : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    setAttribute(Qt::WA_Hover);
}

void TabStrip::setBadge(int index, const QString &badge)
{
    if (badge == this->badge(index))
        return;
    setTabData(index, badge);
    setAccessibleTabName(index, badge.isEmpty() ? tabText(index)
                                                : QStringLiteral("%1, %2").arg(tabText(index), badge));
    chooseFit();
    layOutAgain();
}

QString TabStrip::badge(int index) const
{
    return tabData(index).toString();
}

void TabStrip::setShortText(int index, const QString &text)
{
    m_shortTexts.resize(std::max<qsizetype>(m_shortTexts.size(), index + 1));
    m_shortTexts[index] = text;
    setAccessibleTabName(index, tabText(index));
    chooseFit();
    layOutAgain();
}

QString TabStrip::shownText(int index) const
{
    return textAt(index, m_fit);
}

// The only public way to make the bar lay out its tabs again.
void TabStrip::layOutAgain()
{
    if (count() > 0)
        setTabText(0, tabText(0));
}

TabStrip::Fit TabStrip::roomy()
{
    return {metrics::space};
}

TabStrip::Fit TabStrip::tight() const
{
    return {metrics::gap, count()};
}

void TabStrip::chooseFit()
{
    m_fit = roomy();
    if (widthNeeded(m_fit) > width())
        m_fit.padding = (metrics::space + metrics::gap) / 2;
    while (widthNeeded(m_fit) > width() && m_fit.shortened < count())
        ++m_fit.shortened;
    if (widthNeeded(m_fit) > width())
        m_fit = tight();
}

QString TabStrip::textAt(int index, const Fit &fit) const
{
    const QString shorter = index >= count() - fit.shortened ? m_shortTexts.value(index) : QString();
    return shorter.isEmpty() ? tabText(index) : shorter;
}

int TabStrip::tabWidth(int index, const Fit &fit) const
{
    int width = QFontMetrics(boldFont(font())).horizontalAdvance(textAt(index, fit)) + 2 * fit.padding;
    if (!badge(index).isEmpty())
        width += pillSize(smallFont(font()), badge(index)).width() + metrics::gap;
    return width;
}

int TabStrip::widthNeeded(const Fit &fit) const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        width += tabWidth(i, fit);
    return width;
}

QSize TabStrip::sizeHint() const
{
    return {widthNeeded(roomy()), stripHeight};
}

QSize TabStrip::minimumSizeHint() const
{
    return {m_shortTexts.isEmpty() ? QTabBar::minimumSizeHint().width() : widthNeeded(tight()), stripHeight};
}

QSize TabStrip::tabSizeHint(int index) const
{
    return {tabWidth(index, m_fit), stripHeight};
}

QSize TabStrip::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void TabStrip::resizeEvent(QResizeEvent *event)
{
    chooseFit();
    QTabBar::resizeEvent(event);
}

bool TabStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPoint at = static_cast<QHelpEvent *>(event)->pos();
        const int index = tabAt(at);
        if (index >= 0 && shownText(index) != tabText(index)) {
            const QString more = tabToolTip(index);
            QToolTip::showText(
                static_cast<QHelpEvent *>(event)->globalPos(),
                more.isEmpty() ? tabText(index) : QStringLiteral("%1: %2").arg(tabText(index), more), this);
            return true;
        }
    }
    return QTabBar::event(event);
}

void TabStrip::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
    for (int i = 0; i < count(); ++i)
        paintTab(&painter, i);
}

void TabStrip::paintTab(QPainter *painter, int index) const
{
    const Tokens &t = tokensOf(this);
    const QRect r = tabRect(index);
    const bool current = index == currentIndex();
    const bool hovered = r.contains(mapFromGlobal(QCursor::pos())) && underMouse();
    const QFont face = current ? boldFont(font()) : font();
    const QRect words = r.adjusted(m_fit.padding, 0, -m_fit.padding, -2);
    painter->setFont(face);
    painter->setPen(current || hovered ? t.text : t.muted);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shownText(index));
    if (!badge(index).isEmpty()) {
        const QFont small = smallFont(font());
        const QSize size = pillSize(small, badge(index));
        painter->setFont(small);
        paintPill(
            painter,
            QRect(QPoint(words.right() - size.width() + 1, words.center().y() - size.height() / 2), size),
            badge(index), PillTone::Neutral, t);
    }
    if (current)
        painter->fillRect(r.left(), r.bottom() - 1, r.width(), 2, t.accent);
    if (current && hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = r.adjusted(1, 3, -1, -5);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, this);
    }
}

} // namespace outcrop::ui::widgets
