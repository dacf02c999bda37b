// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace outcrop::ui::widgets
{

/// For how long a cache point is warm yet: "warm 4:32". Empty for an invalid @p until and once it has passed.
QString warmWords(const QDateTime &until, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same as a fact that does not change every second: "In the cache until 14:05:10; …" Empty as
/// above.
QString warmUntilWords(const QDateTime &until, const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace outcrop::ui::widgets
