// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace outcrop::ui::markdown
{

/// Markdown as it reads: without markup, list markers kept, cells separated by tabs. Nothing is laid out.
QString plainText(QStringView source);

/// Markdown as HTML for the clipboard of other programs. Everything is escaped; only http, https and mailto
/// links are links; images and other resources are never named.
QString toHtml(QStringView source);

} // namespace outcrop::ui::markdown
