// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/tokens.h"

#include <QPainter>

namespace outcrop::ui::widgets
{

namespace
{

struct Tone {
    QColor ground;
    QColor text;
};

Tone toneOf(const Tokens &t, PillTone tone)
{
    switch (tone) {
    case PillTone::Neutral:
        return {t.sunken, t.muted};
    case PillTone::Teal:
        return {t.tealSoft, t.tealText};
    case PillTone::Amber:
        return {t.amberSoft, t.amberText};
    case PillTone::Violet:
        return {t.violetSoft, t.violetText};
    case PillTone::Error:
        return {t.errorSoft, t.errorText};
    }
    Q_UNREACHABLE();
}

} // namespace

QSize pillSize(const QFont &font, const QString &text)
{
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(text) + 2 * metrics::space, metrics.height() + 2};
}

void paintPill(QPainter *painter, const QRect &rect, const QString &text, PillTone tone, const Tokens &tokens)
{
    const Tone colours = toneOf(tokens, tone);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.ground);
    painter->drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter->setPen(colours.text);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter->restore();
}

Pill::Pill(const QString &text, PillTone tone, QWidget *parent) : QWidget(parent), m_tone(tone)
{
    setFont(smallFont(font()));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void Pill::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Pill::setTone(PillTone tone)
{
    m_tone = tone;
    update();
}

QSize Pill::sizeHint() const
{
    return pillSize(font(), m_text);
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(&painter, rect(), m_text, m_tone, tokensOf(this));
}

} // namespace outcrop::ui::widgets
