// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textlabel.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QEvent>
#include <QPainter>

namespace outcrop::ui::widgets
{

QColor textColour(const Tokens &t, TextRole role)
{
    switch (role) {
    case TextRole::Text:
        return t.text;
    case TextRole::Muted:
        return t.muted;
    case TextRole::Faint:
        return t.faint;
    case TextRole::Teal:
        return t.tealText;
    case TextRole::Amber:
        return t.amberText;
    case TextRole::Violet:
        return t.violetText;
    case TextRole::Ok:
        return t.okText;
    case TextRole::Error:
        return t.errorText;
    }
    Q_UNREACHABLE();
}

TextLabel::TextLabel(const QString &text, TextRole role, QWidget *parent) : QLabel(parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    applyColour();
}

void TextLabel::setRole(TextRole role)
{
    m_role = role;
    applyColour();
}

void TextLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColour();
    QLabel::changeEvent(event);
}

void TextLabel::applyColour()
{
    const QColor colour = textColour(tokensOf(this), m_role);
    if (palette().color(QPalette::WindowText) == colour)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

SectionHeader::SectionHeader(const QString &text, QWidget *parent) : TextLabel(text, TextRole::Faint, parent)
{
    setFont(sectionFont(font()));
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    painter.drawText(contentsRect(), int(alignment() | Qt::TextSingleLine), shown);
    const QString tip = shown == text() ? QString() : text().toHtmlEscaped();
    if (toolTip() != tip)
        setToolTip(tip);
}

} // namespace outcrop::ui::widgets
