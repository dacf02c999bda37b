// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/offthread.h"

#include <QCoreApplication>

namespace outcrop::base
{

QThreadPool &workers()
{
    static QThreadPool pool;
    [[maybe_unused]] static const bool isEnded = [] {
        qAddPostRoutine([] { workers().waitForDone(); });
        return true;
    }();
    return pool;
}

} // namespace outcrop::base
