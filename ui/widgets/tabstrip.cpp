// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabstrip.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/tokens.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

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
    // The only public way to make the bar lay out its tabs again.
    setTabText(index, tabText(index));
}

QString TabStrip::badge(int index) const
{
    return tabData(index).toString();
}

QSize TabStrip::tabSizeHint(int index) const
{
    int width = QFontMetrics(boldFont(font())).horizontalAdvance(tabText(index)) + 2 * metrics::space;
    if (!badge(index).isEmpty())
        width += pillSize(smallFont(font()), badge(index)).width() + metrics::gap;
    return {width, stripHeight};
}

QSize TabStrip::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
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
    const QRect words = r.adjusted(metrics::space, 0, -metrics::space, -2);
    painter->setFont(face);
    painter->setPen(current || hovered ? t.text : t.muted);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, tabText(index));
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
