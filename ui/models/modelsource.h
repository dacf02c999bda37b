// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/lint.h"

#include <QObject>
#include <QString>

#include <vector>

namespace outcrop::ui::models
{

/// One id that can be called, as the picker shows it.
struct ModelRow {
    QString id;       ///< what stands in the request: a model, a profile, an ARN
    QString name;     ///< "Claude Sonnet 5"; empty when nobody said one
    QString provider; ///< likewise
    QString scope; ///< how it is called: "global", "us", "in its region", the name of an application profile
    QString facts; ///< one line of what is known: "1,000,000 context, 128,000 out"; may be empty
    QString hint;  ///< what speaks against it: "legacy", "refused cachePoint in tools"; may be empty
    QString evidence; ///< what services said when they refused something, a line each; empty when none did
    bool isFavourite = false;
    bool isRecent = false;

    friend bool operator==(const ModelRow &, const ModelRow &) = default;
};

/// Which models a connection offers. The composition root implements it, so that no widget sees the network.
class ModelSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Favourites first, then those used last, then the rest by model; each id once. Never waits.
    virtual std::vector<ModelRow> rows(const QString &connection) const = 0;

    /// One sentence on where rows() come from and how old they are, or why they are not the connection's own.
    virtual QString stateText(const QString &connection) const = 0;

    /// Asks the connection anew; changed() follows. Does nothing while that is going on.
    virtual void refresh(const QString &connection) = 0;
    virtual bool isRefreshing(const QString &connection) const = 0;

    virtual void setFavourite(const QString &id, bool favourite) = 0;
    /// The id was chosen for a conversation.
    virtual void noteUsed(const QString &id) = 0;

    /// Takes back what was learned from refusals of this id by the connection; until the next refusal.
    virtual void forgetRefusals(const QString &connection, const QString &id) = 0;

    /// What is known about a model for the lint, refusals by this connection included.
    virtual converse::LintFacts lintFacts(const QString &connection, const QString &id) const
    {
        Q_UNUSED(connection)
        Q_UNUSED(id)
        return {};
    }

Q_SIGNALS:
    /// rows(), stateText() or isRefreshing() of this connection may be different.
    void changed(const QString &connection);
};

} // namespace outcrop::ui::models
