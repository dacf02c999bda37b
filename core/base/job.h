// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace outcrop::base
{

/// Something that runs for a while and ends once. Owned by whoever started it.
///
/// finished() is emitted exactly once and never from inside the call that started or aborted the job.
/// abort() may be called at any time and any number of times; the job still ends with finished().
class Job : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool isFinished() const { return m_finished; }
    virtual void abort() = 0;

Q_SIGNALS:
    void finished();

protected:
    /// Ends the job: finished() is emitted from the event loop. Further calls do nothing.
    void finishLater();

private:
    bool m_finished = false;
};

} // namespace outcrop::base
