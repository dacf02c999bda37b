// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QObject>

namespace outcrop::ui::models
{

/// The exact number of tokens of the request that a run would send now, asked of the service when a person
/// wants it. The composition root implements it, so that no widget sees the network.
class TokenCount : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks; counted() or failed() follows. Does nothing while that is going on.
    virtual void count() = 0;
    virtual bool isCounting() const = 0;

Q_SIGNALS:
    /// isCounting() is another.
    void changed();
    /// @p request: which request it was, as LintModel::request() says.
    void counted(qint64 tokens, size_t request);
    void failed(const outcrop::base::Error &error);
};

} // namespace outcrop::ui::models
