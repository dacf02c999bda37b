// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tokens.h"

#include <QPalette>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::widgets
{

namespace
{

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

Tokens makeLight()
{
    Tokens t;
    t.dark = false;
    t.canvas = rgb(0xF5F6F7);
    t.surface = rgb(0xFBFBFC);
    t.raised = rgb(0xFFFFFF);
    t.sunken = rgb(0xECEEF1);
    t.selection = rgb(0xDCE8FD);
    t.line = rgb(0xDFE2E6);
    t.lineSoft = rgb(0xECEEF1);
    t.text = rgb(0x1D2227);
    t.muted = rgb(0x5A646E);
    t.faint = rgb(0x68727D);
    t.accent = rgb(0x2B6AE8);
    t.accentHover = rgb(0x1F5BD4);
    t.onAccent = rgb(0xFFFFFF);
    t.link = rgb(0x1A5FD8);
    t.teal = rgb(0x2A9D8F);
    t.tealText = rgb(0x17695F);
    t.tealSoft = rgb(0xE3F4F1);
    t.tealLine = rgb(0x92CCC6);
    t.amber = rgb(0xC07E03);
    t.amberText = rgb(0x855700);
    t.amberSoft = rgb(0xFDF3DF);
    t.grey = rgb(0x848D97);
    t.violet = rgb(0x7A5CC7);
    t.violetText = rgb(0x6A4BBE);
    t.violetSoft = rgb(0xEFEAFB);
    t.ok = rgb(0x2E8B57);
    t.okText = rgb(0x24704A);
    t.error = rgb(0xC93C37);
    t.errorText = rgb(0xB3261E);
    t.errorSoft = rgb(0xFDECEB);
    t.jsonKey = rgb(0x0B5FA5);
    t.jsonString = rgb(0x2A752E);
    t.jsonNumber = rgb(0x9A4A00);
    t.jsonWord = rgb(0x6A4BBE);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.canvas = rgb(0x17191C);
    t.surface = rgb(0x1D2024);
    t.raised = rgb(0x22262B);
    t.sunken = rgb(0x2A2E34);
    t.selection = rgb(0x2A3A57);
    t.line = rgb(0x33383F);
    t.lineSoft = rgb(0x2A2E34);
    t.text = rgb(0xE4E7EA);
    t.muted = rgb(0xA3ACB6);
    t.faint = rgb(0x929CA7);
    t.accent = rgb(0x6EA0FF);
    t.accentHover = rgb(0x8AB2FF);
    t.onAccent = rgb(0x10151C);
    t.link = rgb(0x8AB2FF);
    t.teal = rgb(0x4CC0B0);
    t.tealText = rgb(0x4CC0B0);
    t.tealSoft = rgb(0x1C3633);
    t.tealLine = rgb(0x34706A);
    t.amber = rgb(0xE5A93A);
    t.amberText = rgb(0xE5A93A);
    t.amberSoft = rgb(0x3A2F1A);
    t.grey = rgb(0x7A8490);
    t.violet = rgb(0xA68BE6);
    t.violetText = rgb(0xB49DEB);
    t.violetSoft = rgb(0x2C2540);
    t.ok = rgb(0x5CBA86);
    t.okText = rgb(0x5CBA86);
    t.error = rgb(0xE5675F);
    t.errorText = rgb(0xF28B82);
    t.errorSoft = rgb(0x3B2222);
    t.jsonKey = rgb(0x7DB7EE);
    t.jsonString = rgb(0x8FCE93);
    t.jsonNumber = rgb(0xE5A06B);
    t.jsonWord = rgb(0xB49DEB);
    return t;
}

} // namespace

const Tokens &lightTokens()
{
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = makeDark();
    return tokens;
}

const Tokens &tokensOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

const Tokens &tokensOf(const QWidget *widget)
{
    return tokensOf(widget ? widget->palette() : QPalette());
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace outcrop::ui::widgets
