// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// The desktop's fixed-width font in a size that sits beside @p beside: JSON, ids and numbers.
QFont monospaceFont(const QFont &beside);

/// Secondary text: 0.86 of the size.
QFont smallFont(const QFont &base);
QFont smallMonospaceFont(const QFont &base);

/// Headings of a section and of table columns: small, bold, letters set apart. The text is upper case.
QFont sectionFont(const QFont &base);

QFont boldFont(const QFont &base);

/// Sets the font and keeps it in step with nothing: the application's font does not change at run time.
void useMonospace(QWidget *widget);
void useSmall(QWidget *widget);

} // namespace outcrop::ui::widgets
