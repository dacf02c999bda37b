// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QStringList>

namespace outcrop::ui::editors
{

/// @p block, a guardContent, with another guarded text; what else it holds stays.
json::Json guardedText(const json::Json &block, const QString &text);
/// @p block with other qualifiers; none removes the member.
json::Json qualifiedText(const json::Json &block, const QStringList &qualifiers);

} // namespace outcrop::ui::editors
