// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"

#include <QDateTime>
#include <QStringList>

#include <vector>

namespace outcrop::catalog
{

/// One way to call a model.
struct ListedVariant {
    enum class Kind {
        InRegion,           ///< by its bare id
        SystemProfile,      ///< by a cross-region profile of the service
        ApplicationProfile, ///< by a profile of the account; the id is an ARN
    };

    QString id;
    Kind kind = Kind::InRegion;
    QString prefix; ///< of a system profile: "global", "us"
    QString name;   ///< of a profile, as the service calls it

    friend bool operator==(const ListedVariant &, const ListedVariant &) = default;
};

/// One model a connection offers, with every way to call it. The ways are in the order global, other
/// profiles, in the region, application profiles.
struct ListedModel {
    QString base; ///< bare id
    QString name;
    QString provider;
    bool isLegacy = false;
    bool isStreaming = true; ///< takes ConverseStream
    QStringList input;       ///< modalities in lower case: "text", "image"
    std::vector<ListedVariant> variants;

    friend bool operator==(const ListedModel &, const ListedModel &) = default;
};

/// What a connection offered when it was last asked.
struct ModelListing {
    QDateTime listedAt; ///< UTC
    std::vector<ListedModel> models;

    /// Ids of all variants, in order.
    QStringList ids() const;
    json::Json toJson() const;

    friend bool operator==(const ModelListing &, const ModelListing &) = default;
};

/// Merges the answers of ListFoundationModels and ListInferenceProfiles (all pages of each) by base model
/// (protocol/converse.md, 10). Left out: models without text output, and those that can be called only with
/// bought throughput. A profile of a model that is not in the first list makes an entry of its own.
std::vector<ListedModel> mergeListings(const json::Json &modelSummaries, const json::Json &profileSummaries,
                                       const QStringList &profilePrefixes);

/// The models of an answer of `GET /v1/models` as gateways give it (protocol/gateways.md): `data[].id`.
std::vector<ListedModel> listingOfGateway(const json::Json &body);

/// The inverse of ModelListing::toJson(). Error: BadInput when it is none.
base::Result<ModelListing> listingFromJson(const json::Json &value);

} // namespace outcrop::catalog
