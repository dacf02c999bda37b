// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssoprovider.h"

#include "core/aws/uriencode.h"
#include "core/credentials/fetchjob.h"
#include "core/credentials/keysanswer.h"
#include "core/credentials/oidcclient.h"
#include "core/credentials/serviceurls.h"
#include "core/credentials/ssotoken.h"
#include "core/credentials/steppedjob.h"
#include "core/json/json.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

constexpr qint64 refreshWindowSeconds = 15 * 60; // protocol/credentials.md, "SSO"
constexpr qint64 secondsBetweenRefreshes = 60;   // botocore's

struct SsoCall {
    SsoSettings settings;
    QString path; ///< of the token
    QUrl portal;
    QUrl oidc;
};

using LastRefresh = std::shared_ptr<std::optional<QDateTime>>;

class SsoJob final : public SteppedJob
{
public:
    SsoJob(const QString &source, std::shared_ptr<const ProviderContext> context, SsoCall call,
           SsoToken token, LastRefresh lastRefresh)
        : SteppedJob(source)
        , m_context(std::move(context))
        , m_call(std::move(call))
        , m_token(std::move(token))
        , m_lastRefresh(std::move(lastRefresh))
    {
        if (mayRefresh())
            refresh();
        else
            useToken();
    }

private:
    QDateTime now() const { return m_context->clock->utcNow(); }
    bool mayRefresh() const;
    void refresh();
    void refreshed(const FetchJob &answer);
    void keep(const SsoToken &before);
    bool readAgain();
    void useToken();
    void answered(const FetchJob &answer);
    void refuse(int status);

    std::shared_ptr<const ProviderContext> m_context;
    SsoCall m_call;
    SsoToken m_token;
    LastRefresh m_lastRefresh;
    bool m_hasReadAgain = false;
};

bool SsoJob::mayRefresh() const
{
    const bool isRecent = *m_lastRefresh && (*m_lastRefresh)->secsTo(now()) < secondsBetweenRefreshes;
    return !m_call.settings.session.isEmpty() && now().secsTo(m_token.expiresAt) < refreshWindowSeconds &&
           !isRecent && m_token.canRefresh(now());
}

void SsoJob::refresh()
{
    *m_lastRefresh = now();
    FetchPatience once; // a refresh token may be good for one use
    once.attempts = 1;
    follow(std::make_unique<FetchJob>(*m_context->transport,
                                      oidc::createTokenFromRefresh(m_call.oidc, m_token), once),
           [this](const FetchJob &answer) { refreshed(answer); });
}

void SsoJob::refreshed(const FetchJob &answer)
{
    const SsoToken before = m_token;
    if (!answer.error() && oidc::readToken(answer.status(), answer.body(), now(), m_token)) {
        keep(before);
        m_lastRefresh->reset();
    }
    useToken();
}

/// Writes the token over what it was made from. Somebody who signed in meanwhile has a newer one in the file.
void SsoJob::keep(const SsoToken &before)
{
    const auto there = readSsoToken(m_call.path, m_call.settings);
    if (!there || there->accessToken != before.accessToken || there->refreshToken != before.refreshToken)
        return;
    m_token.file = there->file;
    // A file that cannot be written costs the next program a sign-in, not this one its answer.
    [[maybe_unused]] const auto written = writeSsoToken(m_call.path, m_token);
}

/// Another program may have signed in or refreshed meanwhile: the file is read again, once (reliability.md,
/// fault 37). False when there is no other token in it.
bool SsoJob::readAgain()
{
    if (std::exchange(m_hasReadAgain, true))
        return false;
    const auto again = readSsoToken(m_call.path, m_call.settings);
    if (!again || again->accessToken == m_token.accessToken)
        return false;
    m_token = *again;
    return true;
}

void SsoJob::useToken()
{
    if (m_token.expiresAt <= now() && (!readAgain() || m_token.expiresAt <= now())) {
        fail(signInNeeded(m_call.settings, QStringLiteral("the last one has expired")));
        return;
    }
    net::HttpRequest request;
    request.method = "GET";
    request.url = withPath(m_call.portal, "/federation/credentials",
                           "role_name=" + aws::uriEncode(m_call.settings.roleName.toUtf8()) +
                               "&account_id=" + aws::uriEncode(m_call.settings.accountId.toUtf8()));
    request.headers = {{"x-amz-sso_bearer_token", m_token.accessToken.reveal()},
                       {"Accept", "application/json"}};
    FetchPatience patience;
    patience.wait = m_context->retryBase;
    follow(std::make_unique<FetchJob>(*m_context->transport, std::move(request), patience),
           [this](const FetchJob &answer) { answered(answer); });
}

void SsoJob::answered(const FetchJob &answer)
{
    if (answer.error()) {
        fail(*answer.error());
        return;
    }
    if (answer.status() != 200) {
        refuse(answer.status());
        return;
    }
    const auto parsed = json::parse(answer.body());
    const json::Json role = parsed ? parsed->value(u"roleCredentials") : json::Json();
    aws::Credentials keys;
    keys.accessKeyId = role.value(u"accessKeyId").toUtf8();
    keys.secretAccessKey = base::SecretString(role.value(u"secretAccessKey").toUtf8());
    keys.sessionToken = base::SecretString(role.value(u"sessionToken").toUtf8());
    const auto expiration = role.value(u"expiration").toInt(); // milliseconds
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty() || keys.sessionToken->isEmpty() ||
        !expiration) {
        fail(base::makeError(base::ErrorKind::UnexpectedAnswer,
                             QStringLiteral("The SSO portal's answer has no role credentials."),
                             QStringLiteral("Look at sso_region and the proxy.")));
        return;
    }
    keys.expiration = QDateTime::fromMSecsSinceEpoch(*expiration, Qt::UTC);
    keys.accountId = m_call.settings.accountId;
    keys.source = m_call.settings.session.isEmpty()
                      ? QStringLiteral("profile %1 → SSO → role %2")
                            .arg(m_call.settings.profile, m_call.settings.roleName)
                      : QStringLiteral("profile %1 → SSO session %2 → role %3")
                            .arg(m_call.settings.profile, m_call.settings.session, m_call.settings.roleName);
    use(keys);
}

void SsoJob::refuse(int status)
{
    if (status == 401) {
        if (readAgain()) {
            useToken();
            return;
        }
        fail(signInNeeded(m_call.settings, QStringLiteral("the portal no longer takes the last one")));
        return;
    }
    const bool isDenied = status == 403 || status == 404;
    base::Error error = base::makeError(
        isDenied ? base::ErrorKind::AccessDenied : base::ErrorKind::Service,
        QStringLiteral("The SSO portal gave no credentials for role %1 in account %2 (status %3).")
            .arg(m_call.settings.roleName, m_call.settings.accountId)
            .arg(status),
        isDenied
            ? QStringLiteral("Look at sso_role_name and sso_account_id, or ask for the role to be assigned.")
            : QStringLiteral("Try again in a moment."));
    error.httpStatus = status;
    fail(error);
}

} // namespace

SsoProvider::SsoProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice)
    : ProfileProvider(std::move(context), std::move(choice))
    , m_lastRefresh(std::make_shared<std::optional<QDateTime>>())
{
}

QString SsoProvider::name() const
{
    return QStringLiteral("SSO");
}

std::unique_ptr<ResolveJob> SsoProvider::resolveProfile(const ProfileSet &set, const Profile &profile)
{
    const auto settings = ssoSettings(set, profile);
    if (!settings)
        return failed(settings.error());
    if (!*settings)
        return skipped(without(QStringLiteral("sso_account_id")));
    SsoCall call{**settings, ssoTokenPath(context().home, **settings), {}, {}};
    const QProcessEnvironment &environment = context().environment;
    const auto portal =
        serviceUrl(IdentityService::SsoPortal, call.settings.region, environment, set, profile);
    if (!portal)
        return failed(portal.error());
    const auto oidc = serviceUrl(IdentityService::SsoOidc, call.settings.region, environment, set, profile);
    if (!oidc)
        return failed(oidc.error());
    call.portal = *portal;
    call.oidc = *oidc;
    const auto token = readSsoToken(call.path, call.settings);
    if (!token)
        return failed(token.error());
    return std::make_unique<SsoJob>(name(), sharedContext(), std::move(call), *token, m_lastRefresh);
}

} // namespace outcrop::credentials
