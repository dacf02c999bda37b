// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/retrywords.h"

#include <QCoreApplication>

#include <algorithm>

namespace outcrop::app
{

QString retryWords(const run::RetryWait &wait, std::chrono::milliseconds left)
{
    using namespace std::chrono;
    const double seconds = duration<double>(std::max(left, milliseconds{0})).count();
    return QCoreApplication::translate("RetryWords", "attempt %1 of %2 in %3 s")
        .arg(wait.nextAttempt)
        .arg(wait.maxAttempts)
        .arg(seconds, 0, 'f', 1);
}

} // namespace outcrop::app
