// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/oidcclient.h"

#include "core/credentials/serviceurls.h"
#include "core/json/json.h"

namespace outcrop::credentials::oidc
{

namespace
{

using json::Json;

net::HttpRequest post(const QUrl &service, const QByteArray &path, const Json &body)
{
    net::HttpRequest request;
    request.url = withPath(service, path);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::write(body);
    return request;
}

Json textOf(const base::SecretString &secret)
{
    return Json::string(secret.reveal());
}

base::Error refused(int status, const QByteArray &body)
{
    const QString code = errorCode(body);
    base::Error error =
        base::makeError(code.isEmpty() ? base::ErrorKind::UnexpectedAnswer : base::ErrorKind::Credentials,
                        QStringLiteral("The sign-in service refused: %1.")
                            .arg(code.isEmpty() ? QStringLiteral("status %1").arg(status) : code),
                        QStringLiteral("Try again, and look at sso_region and sso_start_url."));
    error.httpStatus = status;
    error.code = code;
    return error;
}

base::Error incomplete(const QString &what)
{
    return base::makeError(base::ErrorKind::UnexpectedAnswer,
                           QStringLiteral("The sign-in service's answer has no %1.").arg(what),
                           QStringLiteral("Try again, and look at sso_region and the proxy."));
}

base::Result<Json> readObject(int status, const QByteArray &body)
{
    if (status != 200)
        return refused(status, body);
    const auto parsed = json::parse(body);
    if (!parsed || !parsed->isObject())
        return incomplete(QStringLiteral("JSON object"));
    return *parsed;
}

} // namespace

QString errorCode(const QByteArray &body)
{
    const auto parsed = json::parse(body);
    const QString code = parsed ? parsed->value(u"error").toString() : QString();
    const bool isPlain =
        std::all_of(code.begin(), code.end(), [](QChar c) { return c == u'_' || (c >= u'a' && c <= u'z'); });
    return isPlain ? code.left(60) : QString();
}

net::HttpRequest registerClient(const QUrl &service, const QStringList &scopes)
{
    Json body = Json::object({{QLatin1StringView("clientName"), Json(QLatin1StringView("Outcrop"))},
                              {QLatin1StringView("clientType"), Json(QLatin1StringView("public"))}});
    if (!scopes.isEmpty()) {
        Json list = Json::array();
        for (const QString &scope : scopes)
            list.append(scope);
        body.set(u"scopes", list);
    }
    return post(service, "/client/register", body);
}

net::HttpRequest startDeviceAuthorization(const QUrl &service, const Registration &client,
                                          const QString &startUrl)
{
    return post(service, "/device_authorization",
                Json::object({{QLatin1StringView("clientId"), textOf(client.clientId)},
                              {QLatin1StringView("clientSecret"), textOf(client.clientSecret)},
                              {QLatin1StringView("startUrl"), Json(startUrl)}}));
}

net::HttpRequest createTokenForDevice(const QUrl &service, const Registration &client,
                                      const DeviceAuthorization &device)
{
    return post(service, "/token",
                Json::object({{QLatin1StringView("clientId"), textOf(client.clientId)},
                              {QLatin1StringView("clientSecret"), textOf(client.clientSecret)},
                              {QLatin1StringView("grantType"),
                               Json(QLatin1StringView("urn:ietf:params:oauth:grant-type:device_code"))},
                              {QLatin1StringView("deviceCode"), textOf(device.deviceCode)}}));
}

net::HttpRequest createTokenFromRefresh(const QUrl &service, const SsoToken &token)
{
    return post(service, "/token",
                Json::object({{QLatin1StringView("clientId"), textOf(token.clientId)},
                              {QLatin1StringView("clientSecret"), textOf(token.clientSecret)},
                              {QLatin1StringView("grantType"), Json(QLatin1StringView("refresh_token"))},
                              {QLatin1StringView("refreshToken"), textOf(token.refreshToken)}}));
}

base::Result<Registration> readRegistration(int status, const QByteArray &body)
{
    const auto answer = readObject(status, body);
    if (!answer)
        return answer.error();
    const auto expires = answer->value(u"clientSecretExpiresAt").toInt();
    Registration client{base::SecretString(answer->value(u"clientId").toUtf8()),
                        base::SecretString(answer->value(u"clientSecret").toUtf8()),
                        QDateTime::fromSecsSinceEpoch(expires.value_or(0), Qt::UTC)};
    if (client.clientId.isEmpty() || client.clientSecret.isEmpty() || !expires)
        return incomplete(QStringLiteral("client"));
    return client;
}

base::Result<DeviceAuthorization> readDeviceAuthorization(int status, const QByteArray &body,
                                                          const QDateTime &now)
{
    const auto answer = readObject(status, body);
    if (!answer)
        return answer.error();
    DeviceAuthorization device;
    device.deviceCode = base::SecretString(answer->value(u"deviceCode").toUtf8());
    device.userCode = answer->value(u"userCode").toString();
    device.verificationUri = QUrl(answer->value(u"verificationUri").toString(), QUrl::StrictMode);
    device.verificationUriComplete =
        QUrl(answer->value(u"verificationUriComplete").toString(), QUrl::StrictMode);
    device.expiresAt = now.addSecs(answer->value(u"expiresIn").toInt().value_or(0));
    if (const auto interval = answer->value(u"interval").toInt();
        interval && *interval > 0 && *interval < 600)
        device.interval = std::chrono::seconds(*interval);
    if (device.deviceCode.isEmpty() || device.userCode.isEmpty() || device.expiresAt <= now)
        return incomplete(QStringLiteral("device code"));
    if (device.verificationUri.scheme() != QLatin1StringView("https") ||
        device.verificationUri.host().isEmpty())
        return incomplete(QStringLiteral("address to open that is safe"));
    if (device.verificationUriComplete.host() != device.verificationUri.host() ||
        device.verificationUriComplete.scheme() != QLatin1StringView("https"))
        device.verificationUriComplete.clear();
    return device;
}

base::Result<void> readToken(int status, const QByteArray &body, const QDateTime &now, SsoToken &token)
{
    const auto answer = readObject(status, body);
    if (!answer)
        return answer.error();
    const QByteArray accessToken = answer->value(u"accessToken").toUtf8();
    const auto seconds = answer->value(u"expiresIn").toInt();
    if (accessToken.isEmpty() || !seconds || *seconds < 1)
        return incomplete(QStringLiteral("access token"));
    token.accessToken = base::SecretString(accessToken);
    token.expiresAt = now.addSecs(*seconds);
    if (const QByteArray refresh = answer->value(u"refreshToken").toUtf8(); !refresh.isEmpty())
        token.refreshToken = base::SecretString(refresh);
    return {};
}

} // namespace outcrop::credentials::oidc
