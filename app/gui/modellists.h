// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/rulememory.h"
#include "core/catalog/modelcatalog.h"
#include "core/client/listmodelsjob.h"
#include "ui/models/modelsource.h"

#include <QSettings>

#include <functional>
#include <map>

namespace outcrop::app
{

/// What connections offer: asked for when the user wants it, kept with its date for when nobody can be asked,
/// and eked out by what is known about models. Favourites and recents are the user's, whatever the
/// connection.
class ModelLists final : public ui::models::ModelSource
{
    Q_OBJECT

public:
    struct Surroundings {
        net::HttpTransport &transport;
        const base::Clock &clock;
        QSettings &settings; ///< favourites and recents
        const catalog::ModelCatalog &catalog;
        RuleMemory &rules; ///< what services refused
        QString folder;    ///< where lists are kept; made when needed
        /// Where a connection leads; nothing when it cannot be used.
        std::function<std::optional<client::ConnectionTarget>(const QString &connection)> target;
        /// Ids to offer while a connection was never asked.
        std::function<QStringList(const QString &connection)> usualIds;
    };

    explicit ModelLists(const Surroundings &surroundings, QObject *parent = nullptr);
    ~ModelLists() override;

    std::vector<ui::models::ModelRow> rows(const QString &connection) const override;
    QString stateText(const QString &connection) const override;
    void refresh(const QString &connection) override;
    bool isRefreshing(const QString &connection) const override;
    void setFavourite(const QString &id, bool favourite) override;
    void noteUsed(const QString &id) override;
    void forgetRefusals(const QString &connection, const QString &id) override;
    converse::LintFacts lintFacts(const QString &connection, const QString &id) const override;

private:
    struct Known {
        std::optional<catalog::ModelListing> listing;
        std::optional<base::Error> error;
        std::unique_ptr<client::ListModelsJob> job;
    };

    Known &known(const QString &connection) const;
    void take(const QString &connection);
    void keep(const QString &connection, const catalog::ModelListing &listing);
    QString fileOf(const QString &connection) const;
    void describe(ui::models::ModelRow &row) const;
    void addRefusals(ui::models::ModelRow &row, const QString &connection) const;
    QStringList stored(const QString &key) const;

    Surroundings m_with;
    mutable std::map<QString, Known> m_known;
};

} // namespace outcrop::app
