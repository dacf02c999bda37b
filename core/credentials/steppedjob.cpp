// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/steppedjob.h"

namespace outcrop::credentials
{

void SteppedJob::abort()
{
    if (isFinished())
        return;
    fail(base::makeError(base::ErrorKind::Cancelled,
                         QStringLiteral("The search for credentials was stopped.")));
    if (m_step)
        m_step->abort();
}

void SteppedJob::drop()
{
    if (m_step)
        m_step.release()->deleteLater(); // it may be in the emission of finished()
}

} // namespace outcrop::credentials
