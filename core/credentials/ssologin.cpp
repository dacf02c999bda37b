// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssologin.h"

#include "core/credentials/keysanswer.h"
#include "core/credentials/serviceurls.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

using base::ErrorKind;
using base::makeError;

constexpr std::chrono::seconds slowDown{5}; // RFC 8628, 3.5

QStringList scopesOf(const SsoSettings &settings)
{
    if (settings.session.isEmpty() || !settings.scopes.isEmpty())
        return settings.scopes;
    return {QStringLiteral("sso:account:access")}; // what the AWS CLI asks for when nothing is configured
}

base::Error refusedBecause(const QString &code)
{
    if (code == QLatin1StringView("access_denied"))
        return makeError(ErrorKind::Credentials, QStringLiteral("The sign-in was declined in the browser."),
                         QStringLiteral("Start it again to try once more."));
    if (code == QLatin1StringView("expired_token"))
        return makeError(ErrorKind::Credentials, QStringLiteral("The code was not confirmed in time."),
                         QStringLiteral("Start the sign-in again for a new code."));
    return makeError(
        ErrorKind::Credentials, QStringLiteral("The sign-in failed: %1.").arg(code),
        QStringLiteral("Start it again; look at sso_start_url and sso_region if it fails once more."));
}

/// A fault that may pass while the person is still in the browser.
bool mayPass(const FetchJob &answer)
{
    return answer.error() || answer.status() == 429 || answer.status() >= 500;
}

} // namespace

SsoLogin::SsoLogin(std::shared_ptr<const ProviderContext> context, SsoSettings settings, QUrl service,
                   std::chrono::milliseconds second)
    : m_context(std::move(context))
    , m_settings(std::move(settings))
    , m_service(std::move(service))
    , m_second(second)
    , m_path(ssoTokenPath(m_context->home, m_settings))
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &SsoLogin::poll);
    if (m_path.isEmpty()) { // before the person has gone to the browser for nothing
        end(writeSsoToken(m_path, m_token).error());
        return;
    }
    if (const auto last = readSsoToken(m_path, m_settings)) {
        m_token = *last;
        const bool isForThese = last->startUrl == m_settings.startUrl && last->region == m_settings.region &&
                                last->scopes == scopesOf(m_settings);
        if (isForThese && !last->clientId.isEmpty() && !last->clientSecret.isEmpty() &&
            last->registrationExpiresAt && *last->registrationExpiresAt > now()) {
            m_client = {last->clientId, last->clientSecret, *last->registrationExpiresAt};
            m_clientIsOld = true;
        }
    }
    if (m_clientIsOld)
        askForCode();
    else
        registerClient();
}

SsoLogin::~SsoLogin() = default;

base::Result<std::unique_ptr<SsoLogin>> SsoLogin::forProfile(std::shared_ptr<const ProviderContext> context,
                                                             const QString &name)
{
    const auto set = ProfileSet::load(ProfileFiles::locate(context->environment, context->home));
    if (!set)
        return set.error();
    const Profile *profile = set->find(name);
    if (!profile)
        return set->noSuchProfile(name);
    const auto settings = ssoSettings(*set, *profile);
    if (!settings)
        return settings.error();
    if (!*settings)
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("Profile \"%1\" does not sign in with SSO.").arg(name),
                         QStringLiteral("Run aws configure sso to set it up."));
    const auto service =
        serviceUrl(IdentityService::SsoOidc, (*settings)->region, context->environment, *set, *profile);
    if (!service)
        return service.error();
    return std::make_unique<SsoLogin>(std::move(context), **settings, *service);
}

void SsoLogin::abort()
{
    end(makeError(ErrorKind::Cancelled, QStringLiteral("The sign-in was cancelled.")));
}

void SsoLogin::send(const net::HttpRequest &request, void (SsoLogin::*then)(const FetchJob &))
{
    if (m_fetch)
        m_fetch.release()->deleteLater(); // it is in the emission of finished()
    FetchPatience patience;
    patience.wait = m_context->retryBase;
    patience.attempts = then == &SsoLogin::polled ? 1 : patience.attempts;
    m_fetch = std::make_unique<FetchJob>(*m_context->transport, request, patience);
    connect(m_fetch.get(), &FetchJob::finished, this, [this, then] {
        if (!isFinished())
            (this->*then)(*m_fetch);
    });
}

void SsoLogin::registerClient()
{
    m_clientIsOld = false;
    send(oidc::registerClient(m_service, scopesOf(m_settings)), &SsoLogin::registered);
}

void SsoLogin::registered(const FetchJob &answer)
{
    const auto client = answer.error() ? base::Result<oidc::Registration>(*answer.error())
                                       : oidc::readRegistration(answer.status(), answer.body());
    if (!client) {
        end(client.error());
        return;
    }
    m_client = *client;
    askForCode();
}

void SsoLogin::askForCode()
{
    send(oidc::startDeviceAuthorization(m_service, m_client, m_settings.startUrl), &SsoLogin::codeAnswered);
}

void SsoLogin::codeAnswered(const FetchJob &answer)
{
    if (m_clientIsOld && !answer.error() && answer.status() != 200) {
        registerClient();
        return;
    }
    const auto device = answer.error() ? base::Result<oidc::DeviceAuthorization>(*answer.error())
                                       : oidc::readDeviceAuthorization(answer.status(), answer.body(), now());
    if (!device) {
        end(device.error());
        return;
    }
    m_device = *device;
    waitForPerson();
    Q_EMIT codeReady();
}

void SsoLogin::waitForPerson()
{
    if (now() >= m_device->expiresAt)
        end(refusedBecause(QStringLiteral("expired_token")));
    else
        m_wait.start(m_second * m_device->interval.count());
}

void SsoLogin::poll()
{
    send(oidc::createTokenForDevice(m_service, m_client, *m_device), &SsoLogin::polled);
}

void SsoLogin::polled(const FetchJob &answer)
{
    const QString code = oidc::errorCode(answer.body());
    if (code == QLatin1StringView("slow_down"))
        m_device->interval += slowDown;
    if (mayPass(answer) || code == QLatin1StringView("slow_down") ||
        code == QLatin1StringView("authorization_pending")) {
        waitForPerson();
        return;
    }
    if (!code.isEmpty()) {
        end(refusedBecause(code));
        return;
    }
    m_token.refreshToken = {}; // the last one belongs to another sign-in, and perhaps to another client
    if (const auto read = oidc::readToken(answer.status(), answer.body(), now(), m_token); !read) {
        end(read.error());
        return;
    }
    m_token.startUrl = m_settings.startUrl;
    m_token.region = m_settings.region;
    m_token.scopes = scopesOf(m_settings);
    m_token.clientId = m_client.clientId;
    m_token.clientSecret = m_client.clientSecret;
    m_token.registrationExpiresAt = m_client.expiresAt;
    const auto written = writeSsoToken(m_path, m_token);
    end(written ? std::nullopt : std::optional(written.error()));
}

void SsoLogin::end(std::optional<base::Error> error)
{
    if (isFinished())
        return;
    m_wait.stop();
    m_error = std::move(error);
    if (m_error) { // with the service's own word in it
        const Secrets secrets{m_client.clientSecret, m_device ? m_device->deviceCode : base::SecretString()};
        m_error->message = withoutSecrets(m_error->message, secrets);
        m_error->code = withoutSecrets(m_error->code, secrets);
    }
    finishLater();
    if (m_fetch)
        m_fetch->abort();
}

} // namespace outcrop::credentials
