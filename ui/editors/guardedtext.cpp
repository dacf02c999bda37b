// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/guardedtext.h"

namespace outcrop::ui::editors
{

json::Json guardedText(const json::Json &block, const QString &text)
{
    json::Json guard = block.value(u"guardContent");
    json::Json inside = guard.value(u"text");
    inside.set(QLatin1StringView("text"), json::Json(text));
    guard.set(QLatin1StringView("text"), inside);
    json::Json result = block;
    result.set(QLatin1StringView("guardContent"), guard);
    return result;
}

json::Json qualifiedText(const json::Json &block, const QStringList &qualifiers)
{
    json::Json list = json::Json::array();
    for (const QString &qualifier : qualifiers)
        list.append(json::Json(qualifier));
    json::Json guard = block.value(u"guardContent");
    json::Json inside = guard.value(u"text");
    if (qualifiers.isEmpty())
        inside.remove(QLatin1StringView("qualifiers"));
    else
        inside.set(QLatin1StringView("qualifiers"), list);
    guard.set(QLatin1StringView("text"), inside);
    json::Json result = block;
    result.set(QLatin1StringView("guardContent"), guard);
    return result;
}

} // namespace outcrop::ui::editors
