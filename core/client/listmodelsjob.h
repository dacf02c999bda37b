// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/modellisting.h"
#include "core/client/servicecall.h"

namespace outcrop::client
{

/// Where a connection can be asked what it offers.
struct ListModelsRequest {
    enum class Kind {
        Bedrock, ///< ListFoundationModels and ListInferenceProfiles of the control plane
        Gateway, ///< those below the base path, as far as they are there, and GET /v1/models of the server
    };

    Kind kind = Kind::Bedrock;
    ConnectionTarget target; ///< Bedrock: endpoint of the control plane. Gateway: as for Converse
    QStringList profilePrefixes;
};

/// How the models of @p target are asked for: those of AWS on the host of the control plane, everything else
/// where it is.
ListModelsRequest listRequestFor(const ConnectionTarget &target, const QStringList &profilePrefixes);

/// Asks a connection for its models: all pages of every list, merged by model. A list that is refused is left
/// out and named by problems(), as long as another could be read; the job fails with the first error when
/// none could. At most 100 pages are read.
class ListModelsJob final : public base::Job
{
    Q_OBJECT

public:
    ListModelsJob(const ListModelsRequest &request, net::HttpTransport &transport, const base::Clock &clock);
    ~ListModelsJob() override;

    void abort() override;

    /// Empty until finished, and with an error.
    const catalog::ModelListing &listing() const { return m_listing; }
    const std::optional<base::Error> &error() const { return m_error; }
    /// Of the lists that could not be read, in order.
    const std::vector<base::Error> &problems() const { return m_problems; }

private:
    enum class Part { Models, SystemProfiles, ApplicationProfiles, GatewayModels, End };

    void ask();
    void answered();
    void take(const json::Json &answer);
    void next();
    void end();

    ListModelsRequest m_request;
    net::HttpTransport &m_transport;
    const base::Clock &m_clock;
    Part m_part = Part::Models;
    QString m_pageToken;
    int m_pages = 0;
    int m_lists = 0;
    std::unique_ptr<ServiceCall> m_call;
    json::Json m_models = json::Json::array();
    json::Json m_profiles = json::Json::array();
    std::vector<catalog::ListedModel> m_gatewayModels;
    catalog::ModelListing m_listing;
    std::vector<base::Error> m_problems;
    std::optional<base::Error> m_error;
};

} // namespace outcrop::client
