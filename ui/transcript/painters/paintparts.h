// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

#include <chrono>

/// The small things several painters draw.
namespace outcrop::ui::transcript
{

enum class PillTone : quint8 { Neutral, Teal, Amber, Violet, Error };

QSizeF pillSize(const TranscriptStyle &style, const QString &text, bool bold = true);
void paintPill(const PaintContext &context, const QRectF &rect, const QString &text, PillTone tone,
               bool bold = true);
/// A raised surface with a hairline around it.
void paintCard(const PaintContext &context, const QRectF &rect);
void paintCard(const PaintContext &context, const QRectF &rect, const QColor &ground, const QColor &border);
/// One line of text, vertically centred in @p rect, elided at its end.
void paintLine(const PaintContext &context, const QRectF &rect, const QString &text, const QFont &font,
               const QColor &color, Qt::Alignment alignment = Qt::AlignLeft);

/// "388 ms", "1.9 s", "2 min 5 s".
QString durationText(std::chrono::milliseconds duration);
/// "2,140": digits in groups, the same in every locale so that figures can be compared with the service's.
QString numberText(qint64 number);

} // namespace outcrop::ui::transcript
