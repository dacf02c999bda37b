// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/job.h"

namespace outcrop::base
{

void Job::finishLater()
{
    if (m_finished)
        return;
    m_finished = true;
    QMetaObject::invokeMethod(this, &Job::finished, Qt::QueuedConnection);
}

} // namespace outcrop::base
