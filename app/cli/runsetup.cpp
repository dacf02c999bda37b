// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runsetup.h"

#include "app/cli/inputfile.h"
#include "core/aws/endpoint.h"
#include "core/aws/modelurl.h"
#include "core/base/regularfile.h"
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentkeysprovider.h"
#include "core/credentials/environmentsettings.h"
#include "core/credentials/providerchain.h"
#include "core/credentials/shorttermkey.h"

#include <QSslCertificate>

namespace outcrop::app
{

namespace
{

using Auth = client::ConnectionTarget::Auth;
using base::ErrorKind;
using base::makeError;

const QString bearerVariable = QStringLiteral("AWS_BEARER_TOKEN_BEDROCK");

base::Result<void> readBody(const RunOptions &options, const QByteArray &text, client::ConverseCall &call)
{
    const auto parsed = parseInput(options.file, text);
    if (!parsed)
        return parsed.error();
    if (!parsed->isObject())
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("%1 is not a Converse request: a JSON object is needed.")
                             .arg(inputName(options.file)));
    const QString ownModel = parsed->value(u"modelId").toString();
    call.modelId = options.model.isEmpty() ? ownModel : options.model;
    if (call.modelId.isEmpty())
        return makeError(
            ErrorKind::BadInput, QStringLiteral("No model is given."),
            QStringLiteral("Use --model, or the member modelId in %1.").arg(inputName(options.file)));
    if (const auto problem = aws::modelIdProblem(call.modelId))
        return *problem;
    call.body = text;
    if (parsed->contains(u"modelId")) { // it belongs to the path, and the service refuses it in the body
        json::Json body = *parsed;
        body.remove(u"modelId");
        call.body = json::write(body, json::Layout::AsWritten);
    }
    call.stream = options.stream;
    return {};
}

base::Result<void> findEndpoint(const RunOptions &options, const credentials::EnvironmentSettings &settings,
                                client::ConnectionTarget &target)
{
    const aws::EndpointQuery query = credentials::endpointQuery(settings, options.region, options.endpoint);
    const auto endpoint = aws::endpoint(query);
    if (!endpoint)
        return endpoint.error();
    if (endpoint->scheme() == QLatin1StringView("http") && !aws::isLoopback(*endpoint))
        return makeError(
            ErrorKind::BadInput,
            QStringLiteral("%1 is not encrypted and leads to another computer; keys and prompts would "
                           "be readable on the way.")
                .arg(endpoint->toString()),
            QStringLiteral("Use https://. Plain http is for this computer only."));
    if (!query.region.isEmpty() && !aws::isRegionName(query.region))
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("\"%1\" is not a region name.").arg(query.region.left(80)),
                         QStringLiteral("A region looks like us-east-1."));
    target.endpoint = *endpoint;
    target.region = query.region;
    target.name = endpoint->host();
    return {};
}

base::Result<void> findCredentials(const RunOptions &options, const QProcessEnvironment &environment,
                                   const base::Clock &clock, bool ownEndpoint,
                                   client::ConnectionTarget &target)
{
    const bool hasBearer = !environment.value(bearerVariable).isEmpty();
    target.auth = options.auth.value_or(hasBearer ? Auth::Bearer : Auth::SigV4);
    if (target.auth == Auth::None)
        return {};
    if (target.auth == Auth::SigV4 && target.region.isEmpty())
        return makeError(ErrorKind::BadInput, QStringLiteral("There is no region to sign for."),
                         QStringLiteral("Use --region, or set AWS_REGION."));
    std::vector<std::unique_ptr<credentials::CredentialsProvider>> providers;
    if (target.auth == Auth::Bearer)
        providers.push_back(std::make_unique<credentials::EnvironmentBearerProvider>(environment, clock));
    else
        providers.push_back(std::make_unique<credentials::EnvironmentKeysProvider>(environment, clock));
    target.credentials = std::make_shared<credentials::ProviderChain>(std::move(providers));
    const auto key = credentials::readShortTermKey(environment.value(bearerVariable).trimmed().toUtf8());
    if (target.auth == Auth::Bearer && !ownEndpoint && key) {
        credentials::BearerToken token;
        token.region = key->region;
        token.expiration = key->expires;
        if (const auto problem = credentials::bearerProblem(token, target.region, clock.utcNow()))
            return *problem;
    }
    return {};
}

base::Result<void> findTransport(const QProcessEnvironment &environment, const QString &caBundle,
                                 const QUrl &endpoint, net::TransportOptions &transport)
{
    const auto proxies = net::ProxyRules::fromEnvironment(environment);
    if (!proxies)
        return proxies.error();
    transport.proxies = *proxies;
    if (caBundle.isEmpty() || endpoint.scheme() != QLatin1StringView("https"))
        return {};
    constexpr qint64 mostBundleBytes = 16 * 1024 * 1024;
    const auto bundle = base::RegularFile::read(caBundle, mostBundleBytes);
    if (!bundle)
        return bundle.error();
    transport.extraCertificates = QSslCertificate::fromData(bundle->bytes, QSsl::Pem);
    if (transport.extraCertificates.isEmpty())
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("AWS_CA_BUNDLE names %1, which holds no certificate.").arg(caBundle),
                         QStringLiteral("Name a PEM file, or unset the variable."));
    return {};
}

} // namespace

base::Result<RunSetup> prepareRun(const RunOptions &options, const QByteArray &text,
                                  const QProcessEnvironment &environment, const base::Clock &clock)
{
    RunSetup setup;
    if (const auto done = readBody(options, text, setup.call); !done)
        return done.error();
    const auto settings = credentials::environmentSettings(environment);
    if (const auto done = findEndpoint(options, settings, setup.call.target); !done)
        return done.error();
    const bool ownEndpoint = !options.endpoint.isEmpty() || !settings.endpointUrl.isEmpty();
    if (const auto done = findCredentials(options, environment, clock, ownEndpoint, setup.call.target); !done)
        return done.error();
    if (const auto done =
            findTransport(environment, settings.caBundle, setup.call.target.endpoint, setup.transport);
        !done)
        return done.error();
    return setup;
}

} // namespace outcrop::app
