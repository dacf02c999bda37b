// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/warmth.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop::ui::widgets
{

QString warmWords(const QDateTime &until, const QDateTime &now)
{
    const qint64 left = until.isValid() ? now.msecsTo(until) / 1000 : 0;
    if (left <= 0)
        return {};
    return QCoreApplication::translate("Warmth", "warm %1:%2")
        .arg(left / 60)
        .arg(left % 60, 2, 10, QLatin1Char('0'));
}

QString warmUntilWords(const QDateTime &until, const QDateTime &now)
{
    if (warmWords(until, now).isEmpty())
        return {};
    return QCoreApplication::translate("Warmth",
                                       "In the cache until %1; each call that reads it begins that anew.")
        .arg(QLocale().toString(until.toLocalTime(), QStringLiteral("HH:mm:ss")));
}

} // namespace outcrop::ui::widgets
