// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/paintparts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal pillPadding = 9;
constexpr qreal pillHeight = 19;

QFont pillFont(const TranscriptStyle &style, bool bold)
{
    QFont font = style.small;
    font.setBold(bold);
    if (bold)
        font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

std::pair<QColor, QColor> pillColors(const widgets::Tokens &tokens, PillTone tone)
{
    switch (tone) {
    case PillTone::Neutral:
        return {tokens.sunken, tokens.muted};
    case PillTone::Teal:
        return {tokens.tealSoft, tokens.tealText};
    case PillTone::Amber:
        return {tokens.amberSoft, tokens.amberText};
    case PillTone::Violet:
        return {tokens.violetSoft, tokens.violetText};
    case PillTone::Error:
        return {tokens.errorSoft, tokens.errorText};
    }
    Q_UNREACHABLE();
}

} // namespace

QSizeF pillSize(const TranscriptStyle &style, const QString &text, bool bold)
{
    return {std::ceil(QFontMetricsF(pillFont(style, bold)).horizontalAdvance(text)) + 2 * pillPadding,
            pillHeight};
}

void paintPill(const PaintContext &context, const QRectF &rect, const QString &text, PillTone tone, bool bold)
{
    const auto [ground, ink] = pillColors(context.style.tokens, tone);
    QPainter &painter = context.painter;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.restore();
    paintLine(context, rect, text, pillFont(context.style, bold), ink, Qt::AlignHCenter);
}

void paintCard(const PaintContext &context, const QRectF &rect)
{
    paintCard(context, rect, context.style.tokens.raised, context.style.tokens.line);
}

void paintCard(const PaintContext &context, const QRectF &rect, const QColor &ground, const QColor &border)
{
    QPainter &painter = context.painter;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), geometry::cardRadius, geometry::cardRadius);
    painter.restore();
}

void paintLine(const PaintContext &context, const QRectF &rect, const QString &text, const QFont &font,
               const QColor &color, Qt::Alignment alignment)
{
    const QFontMetricsF metrics(font);
    const QString shown = metrics.horizontalAdvance(text) > rect.width() + 1
                              ? metrics.elidedText(text, Qt::ElideRight, rect.width())
                              : text;
    context.painter.setFont(font);
    context.painter.setPen(color);
    context.painter.drawText(rect, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip),
                             shown);
}

QString durationText(std::chrono::milliseconds duration)
{
    const qint64 ms = duration.count();
    if (ms < 1000)
        return QCoreApplication::translate("Transcript", "%1 ms").arg(ms);
    if (ms < 60'000)
        return QCoreApplication::translate("Transcript", "%1 s").arg(double(ms) / 1000, 0, 'f', 1);
    return QCoreApplication::translate("Transcript", "%1 min %2 s").arg(ms / 60'000).arg(ms % 60'000 / 1000);
}

QString numberText(qint64 number)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

} // namespace outcrop::ui::transcript
