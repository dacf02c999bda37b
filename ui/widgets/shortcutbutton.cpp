// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shortcutbutton.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace outcrop::ui::widgets
{

ShortcutButton::ShortcutButton(QWidget *parent) : QPushButton(parent) {}

void ShortcutButton::setHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

int ShortcutButton::contentWidth() const
{
    int width = fontMetrics().horizontalAdvance(text());
    if (!icon().isNull())
        width += iconSize().width() + metrics::gap;
    if (!m_hint.isEmpty())
        width += QFontMetrics(smallMonospaceFont(font())).horizontalAdvance(m_hint) + metrics::space;
    return width;
}

QSize ShortcutButton::sizeHint() const
{
    return {contentWidth() + 2 * metrics::margin,
            std::max(metrics::controlHeight, fontMetrics().height() + 8)};
}

void ShortcutButton::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    QStylePainter painter(this);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const Tokens &t = tokensOf(this);
    const bool primary = buttonKind(this) == ButtonKind::Primary && isEnabled();
    QColor ink = primary ? t.onAccent : isEnabled() ? t.text : t.faint;
    int x = (width() - contentWidth()) / 2;
    if (!icon().isNull()) {
        const QIcon::Mode iconMode = !isEnabled() ? QIcon::Disabled
                                     : primary    ? QIcon::Selected
                                                  : QIcon::Normal;
        const QRect place(QPoint(x, (height() - iconSize().height()) / 2), iconSize());
        icon().paint(&painter, place, Qt::AlignCenter, iconMode);
        x += iconSize().width() + metrics::gap;
    }
    painter.setPen(ink);
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    x += fontMetrics().horizontalAdvance(text()) + metrics::space;
    painter.setFont(smallMonospaceFont(font()));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_hint);
}

} // namespace outcrop::ui::widgets
