// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/models/eventrow.h"

#include <QObject>

#include <functional>

namespace outcrop::history
{
struct Exchange;
}

namespace outcrop::ui::models
{

/// Where the inspector reads exchanges from, and hears of the one that runs. The composition root implements
/// it over the exchange store and the running job.
///
/// Order for one id: started, then headArrived and frameArrived as they come, then ended. What these tell of
/// is recorded a little later: written says so, any number of times, the last time after ended. See
/// ExchangeReader for how to read one.
class ExchangeSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What gives what crossed the wire for @p id, as far as it is recorded then; never waits for more. To be
    /// called on another thread, as a body may have 33 MB; also when this is gone. Errors: Storage when it
    /// cannot be read, NotFound when it is not kept or nothing of it is recorded yet.
    using Load = std::function<base::Result<history::Exchange>()>;
    virtual Load loading(qint64 id) const = 0;

Q_SIGNALS:
    /// A new attempt begins; the inspector follows it.
    void started(qint64 id);
    /// Status and headers are there.
    void headArrived(qint64 id);
    /// One whole event-stream frame arrived.
    void frameArrived(qint64 id, const outcrop::ui::models::EventRow &row);
    /// The last byte arrived, or the attempt failed or was stopped.
    void ended(qint64 id);
    /// There is more of it than before.
    void written(qint64 id);
};

} // namespace outcrop::ui::models
