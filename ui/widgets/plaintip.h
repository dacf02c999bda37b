// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::ui::widgets
{

/// A tooltip that says @p text as it is. With a tag: without one Qt takes what is escaped for plain text.
inline QString plainTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

} // namespace outcrop::ui::widgets
