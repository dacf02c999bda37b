// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fonts.h"

#include <QFontDatabase>
#include <QWidget>

namespace outcrop::ui::widgets
{

namespace
{

constexpr double smallScale = 0.86;
constexpr double monospaceScale = 0.92; // fixed-width faces look larger at the same size

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

} // namespace

QFont monospaceFont(const QFont &beside)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (beside.pointSizeF() > 0)
        font.setPointSizeF(beside.pointSizeF());
    else
        font.setPixelSize(beside.pixelSize());
    font.setStyleHint(QFont::Monospace);
    return scaled(font, monospaceScale);
}

QFont smallFont(const QFont &base)
{
    return scaled(base, smallScale);
}

QFont smallMonospaceFont(const QFont &base)
{
    return scaled(monospaceFont(base), smallScale);
}

QFont sectionFont(const QFont &base)
{
    QFont font = smallFont(base);
    font.setWeight(QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

QFont boldFont(const QFont &base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

void useMonospace(QWidget *widget)
{
    widget->setFont(monospaceFont(widget->font()));
}

void useSmall(QWidget *widget)
{
    widget->setFont(smallFont(widget->font()));
}

} // namespace outcrop::ui::widgets
