// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

QT_BEGIN_NAMESPACE
class QPalette;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Every colour the program draws with, one set a theme. Text colours reach WCAG AA (4.5:1) on each of the
/// grounds they are drawn on, marks (gutter, dots, bars) reach 3:1; a test computes both.
struct Tokens {
    bool dark;

    // Grounds
    QColor canvas;    ///< behind the transcript
    QColor surface;   ///< panes, toolbar, status bar
    QColor raised;    ///< cards, fields, buttons
    QColor sunken;    ///< pills, slider grooves, hovered flat controls
    QColor selection; ///< selected row
    QColor line;      ///< hairlines and borders
    QColor lineSoft;  ///< lines between rows

    // Text
    QColor text;
    QColor muted; ///< secondary text
    QColor faint; ///< column headings, hints; not drawn on the selection

    // The one accent
    QColor accent;
    QColor accentHover;
    QColor onAccent; ///< text on the accent
    QColor link;     ///< accent as text

    // The strata: mark, the same meaning as text, and the soft ground of a pill
    QColor teal, tealText, tealSoft;       ///< read from cache
    QColor amber, amberText, amberSoft;    ///< written to cache; also warnings
    QColor grey;                           ///< neither
    QColor violet, violetText, violetSoft; ///< output
    QColor tealLine;                       ///< rule of a cache point

    // States
    QColor ok, okText;
    QColor error, errorText, errorSoft;

    // JSON
    QColor jsonKey, jsonString, jsonNumber, jsonWord;
};

const Tokens &lightTokens();
const Tokens &darkTokens();

/// The set that belongs to a palette: dark where its window colour is.
const Tokens &tokensOf(const QPalette &palette);
const Tokens &tokensOf(const QWidget *widget);

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

namespace metrics
{
// The 4/8/12 rhythm, device-independent pixels.
inline constexpr int gap = 4;
inline constexpr int space = 8;
inline constexpr int margin = 12;
inline constexpr int radius = 6;     ///< controls
inline constexpr int cardRadius = 8; ///< cards
inline constexpr int gutter = 5;     ///< the strata edge
inline constexpr int rowHeight = 24; ///< least height of a table row
inline constexpr int controlHeight = 28;
} // namespace metrics

} // namespace outcrop::ui::widgets
