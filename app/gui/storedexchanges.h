// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchangestore.h"
#include "core/run/runcontroller.h"
#include "ui/models/exchangesource.h"

namespace outcrop::app
{

/// The exchanges of the store, and the one that runs, for the inspector.
class StoredExchanges final : public ui::models::ExchangeSource
{
    Q_OBJECT

public:
    /// Without a store (it could not be opened) nothing can be loaded, but the running exchange is announced.
    StoredExchanges(history::ExchangeStore *store, run::RunController &controller, QObject *parent = nullptr);

    Load loading(qint64 id) const override;

private:
    history::ExchangeStore *m_store;
};

} // namespace outcrop::app
