// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/listmodelsjob.h"

namespace outcrop::client
{

namespace
{

using namespace Qt::StringLiterals;
using Kind = ListModelsRequest::Kind;

/// Far more than any account has: 1000 profiles a page.
constexpr int mostPages = 100;
const QString profilesPerPage = u"1000"_s;

void appendAll(json::Json &list, const json::Json &more)
{
    for (qsizetype i = 0; i < more.size(); ++i)
        list.append(more.at(i));
}

/// The server's own root: gateways list their models beside the base path, not below it.
QUrl rootOf(QUrl endpoint)
{
    endpoint.setPath({});
    return endpoint;
}

} // namespace

ListModelsRequest listRequestFor(const ConnectionTarget &target, const QStringList &profilePrefixes)
{
    ListModelsRequest request{Kind::Gateway, target, profilePrefixes};
    const QString runtime = u"bedrock-runtime"_s;
    const QString host = target.endpoint.host();
    if (host.startsWith(runtime) && host.contains(u".amazonaws."_s)) {
        request.kind = Kind::Bedrock;
        request.target.endpoint.setHost(u"bedrock"_s + host.mid(runtime.size()));
    }
    return request;
}

ListModelsJob::ListModelsJob(const ListModelsRequest &request, net::HttpTransport &transport,
                             const base::Clock &clock)
    : m_request(request), m_transport(transport), m_clock(clock)
{
    ask();
}

ListModelsJob::~ListModelsJob() = default;

void ListModelsJob::ask()
{
    ServiceRequest request;
    request.target = m_request.target;
    switch (m_part) {
    case Part::Models:
        request.segments = {u"foundation-models"_s};
        request.query = {{u"byOutputModality"_s, u"TEXT"_s}};
        break;
    case Part::GatewayModels:
        request.target.endpoint = rootOf(m_request.target.endpoint);
        request.segments = {u"v1"_s, u"models"_s};
        break;
    case Part::SystemProfiles:
    case Part::ApplicationProfiles:
        request.segments = {u"inference-profiles"_s};
        request.query = {
            {u"maxResults"_s, profilesPerPage},
            {u"type"_s, m_part == Part::SystemProfiles ? u"SYSTEM_DEFINED"_s : u"APPLICATION"_s}};
        if (!m_pageToken.isEmpty())
            request.query.emplace_back(u"nextToken"_s, m_pageToken);
        break;
    case Part::End:
        return;
    }
    m_call = std::make_unique<ServiceCall>(request, m_transport, m_clock);
    connect(m_call.get(), &ServiceCall::finished, this, &ListModelsJob::answered);
}

void ListModelsJob::answered()
{
    const std::unique_ptr<ServiceCall, QScopedPointerDeleteLater> call(m_call.release());
    ++m_pages;
    if (call->error()) {
        m_problems.push_back(*call->error());
        next();
        return;
    }
    take(call->answer());
    const QString token = call->answer().value("nextToken"_L1).toString();
    const bool isNew = !token.isEmpty() && token != m_pageToken; // a server that turns in circles is left
    m_pageToken = token;
    if (isNew && m_pages < mostPages) {
        ask();
        return;
    }
    ++m_lists;
    next();
}

void ListModelsJob::take(const json::Json &answer)
{
    if (m_part == Part::Models)
        appendAll(m_models, answer.value("modelSummaries"_L1));
    else if (m_part == Part::GatewayModels)
        m_gatewayModels = catalog::listingOfGateway(answer);
    else
        appendAll(m_profiles, answer.value("inferenceProfileSummaries"_L1));
}

void ListModelsJob::next()
{
    m_pageToken.clear();
    switch (m_part) {
    case Part::Models:
        m_part = Part::SystemProfiles;
        break;
    case Part::SystemProfiles:
        m_part = Part::ApplicationProfiles;
        break;
    case Part::ApplicationProfiles:
        m_part = m_request.kind == Kind::Gateway ? Part::GatewayModels : Part::End;
        break;
    case Part::GatewayModels:
    case Part::End:
        m_part = Part::End;
        break;
    }
    if (m_part == Part::End)
        end();
    else
        ask();
}

void ListModelsJob::end()
{
    if (m_lists == 0 && !m_problems.empty()) {
        m_error = m_problems.front();
    } else {
        m_listing.listedAt = m_clock.utcNow();
        m_listing.models = catalog::mergeListings(m_models, m_profiles, m_request.profilePrefixes);
        for (catalog::ListedModel &model : m_gatewayModels)
            m_listing.models.push_back(std::move(model));
    }
    finishLater();
}

void ListModelsJob::abort()
{
    if (isFinished())
        return;
    if (m_call) {
        m_call->disconnect(this);
        m_call->abort();
        m_call.release()->deleteLater();
    }
    m_part = Part::End;
    m_error = base::makeError(base::ErrorKind::Cancelled, u"Stopped."_s);
    finishLater();
}

} // namespace outcrop::client
