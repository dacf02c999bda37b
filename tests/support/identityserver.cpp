// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/identityserver.h"

#include "core/aws/uriencode.h"
#include "core/aws/verifier.h"
#include "core/json/json.h"

namespace outcrop::testsupport
{

namespace
{

QByteArray timeText(const QDateTime &time)
{
    return time.toString(Qt::ISODate).toLatin1();
}

void json(FaultConnection &connection, const QByteArray &body, const QByteArray &status = "200 OK")
{
    connection.respond(status, "Content-Type: application/json\r\n", body);
}

void stsError(FaultConnection &connection, const QByteArray &code, const QByteArray &message)
{
    connection.respond(
        "403 Forbidden", "Content-Type: text/xml\r\n",
        "<ErrorResponse "
        "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>" +
            code + "</Code><Message>" + message +
            "</Message></Error><RequestId>request-1</RequestId></ErrorResponse>");
}

aws::Credentials keysOf(const QByteArray &name)
{
    aws::Credentials keys;
    keys.accessKeyId = "ASIA" + name.toUpper();
    keys.secretAccessKey = base::SecretString("secret-of-" + name);
    keys.sessionToken = base::SecretString("token-of-" + name);
    return keys;
}

QByteArray keysJson(const QByteArray &name, const QDateTime &end)
{
    return R"({"Code": "Success", "AccessKeyId": "ASIA)" + name.toUpper() +
           R"(", "SecretAccessKey": "secret-of-)" + name + R"(", "Token": "token-of-)" + name +
           R"(", "Expiration": ")" + timeText(end) + "\"}";
}

QByteArray queryItem(const QByteArray &target, const QByteArray &name)
{
    return readForm(target.mid(target.indexOf('?') + 1)).value(name);
}

} // namespace

QMap<QByteArray, QByteArray> readForm(const QByteArray &body)
{
    QMap<QByteArray, QByteArray> form;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            form.insert(pair.left(equals), aws::uriDecode(pair.mid(equals + 1)));
    }
    return form;
}

IdentityServer::IdentityServer(const QDateTime &now)
    : m_server([this](FaultConnection &connection) { serve(connection); })
{
    with([&now](State &state) { state.now = now; });
}

void IdentityServer::addTo(QProcessEnvironment &environment) const
{
    const QString address = QString::fromLatin1(url().toEncoded());
    for (const QString &name :
         {QStringLiteral("AWS_ENDPOINT_URL_STS"), QStringLiteral("AWS_ENDPOINT_URL_SSO"),
          QStringLiteral("AWS_ENDPOINT_URL_SSO_OIDC")})
        environment.insert(name, address);
}

std::vector<QMap<QByteArray, QByteArray>> IdentityServer::stsForms() const
{
    std::vector<QMap<QByteArray, QByteArray>> forms;
    for (const RecordedRequest &request : recorded()) {
        if (request.target() == "/")
            forms.push_back(readForm(request.body));
    }
    return forms;
}

int IdentityServer::count(const QByteArray &targetBegin) const
{
    int found = 0;
    for (const RecordedRequest &request : recorded())
        found += request.target().startsWith(targetBegin) ? 1 : 0;
    return found;
}

void IdentityServer::serve(FaultConnection &connection)
{
    const std::lock_guard lock(m_mutex);
    const QByteArray target = connection.request().target();
    if (!m_state.answerStatus.isEmpty())
        json(connection, m_state.answerBody, m_state.answerStatus);
    else if (target == "/")
        sts(connection);
    else if (target.startsWith("/federation/credentials?"))
        portal(connection);
    else if (target == "/token")
        token(connection);
    else if (target == "/client/register" || target == "/device_authorization")
        device(connection);
    else if (target.startsWith("/container"))
        container(connection);
    else
        instance(connection);
}

bool IdentityServer::isSignedByOneWeKnow(const RecordedRequest &request) const
{
    aws::ReceivedRequest received;
    received.method = request.method();
    received.requestTarget = request.target();
    received.body = request.body;
    for (const QByteArray &line : request.head.split('\n').mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            received.headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
    }
    for (const aws::Credentials &signer : m_state.signers) {
        aws::VerifyPolicy policy;
        policy.credentials = signer;
        policy.service = "sts";
        policy.now = m_state.now;
        for (const char *region : {"us-east-1", "eu-west-1", "eu-central-1"}) {
            policy.region = region;
            if (aws::verify(received, policy).accepted())
                return true;
        }
    }
    return false;
}

void IdentityServer::sts(FaultConnection &connection)
{
    const auto form = readForm(connection.request().body);
    const bool isWeb = form.value("Action") == "AssumeRoleWithWebIdentity";
    if (isWeb && form.value("WebIdentityToken") != m_state.webToken) {
        stsError(connection, "InvalidIdentityToken", "Couldn't read " + form.value("WebIdentityToken"));
        return;
    }
    if (!isWeb && !isSignedByOneWeKnow(connection.request())) {
        stsError(connection, "InvalidClientTokenId",
                 "The security token included in the request is invalid.");
        return;
    }
    if (form.contains("SerialNumber") && form.value("TokenCode") != m_state.mfaCode) {
        stsError(connection, "AccessDenied",
                 "MultiFactorAuthentication failed with invalid MFA one time pass code.");
        return;
    }
    const QByteArray role = form.value("RoleArn").split('/').last();
    if (role == "forbidden") {
        stsError(connection, "AccessDenied", "User is not authorized to perform: sts:AssumeRole");
        return;
    }
    const aws::Credentials keys = keysOf(role);
    m_state.signers.push_back(keys);
    const QByteArray action = form.value("Action");
    connection.respond(
        "200 OK", "Content-Type: text/xml\r\n",
        "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action +
            "Result><AssumedRoleUser><Arn>arn:aws:sts::" + form.value("RoleArn").split(':').value(4) +
            ":assumed-role/" + role + "/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>" +
            keys.accessKeyId + "</AccessKeyId><SecretAccessKey>" + keys.secretAccessKey.reveal() +
            "</SecretAccessKey><SessionToken>" + keys.sessionToken->reveal() + "</SessionToken><Expiration>" +
            timeText(m_state.now.addSecs(3600)) + "</Expiration></Credentials></" + action + "Result></" +
            action + "Response>");
}

void IdentityServer::portal(FaultConnection &connection)
{
    const RecordedRequest &request = connection.request();
    if (request.header("x-amz-sso_bearer_token") != m_state.portalToken ||
        request.headerCount("Authorization") > 0) {
        json(connection, R"({"message": "Session token not found or invalid"})", "401 Unauthorized");
        return;
    }
    const QByteArray role = queryItem(request.target(), "role_name");
    if (role == "forbidden") {
        json(connection, R"({"message": "No access"})", "403 Forbidden");
        return;
    }
    m_state.signers.push_back(keysOf(role));
    json(connection, R"({"roleCredentials": {"accessKeyId": "ASIA)" + role.toUpper() +
                         R"(", "secretAccessKey": "secret-of-)" + role + R"(", "sessionToken": "token-of-)" +
                         role + R"(", "expiration": )" +
                         QByteArray::number(m_state.now.addSecs(3600).toMSecsSinceEpoch()) + "}}");
}

void IdentityServer::token(FaultConnection &connection)
{
    const auto body = json::parse(connection.request().body);
    const QByteArray grant = body ? body->value(u"grantType").toUtf8() : QByteArray();
    const auto refuse = [&](const QByteArray &code) {
        json(connection, R"({"error": ")" + code + R"(", "error_description": "no"})", "400 Bad Request");
    };
    if (grant == "refresh_token") {
        if (body->value(u"refreshToken").toUtf8() != m_state.refreshToken) {
            refuse("invalid_grant");
            return;
        }
    } else if (m_state.slowDownPolls > 0) {
        --m_state.slowDownPolls;
        refuse("slow_down");
        return;
    } else if (m_state.pendingPolls > 0) {
        --m_state.pendingPolls;
        refuse("authorization_pending");
        return;
    } else if (!m_state.deviceError.isEmpty()) {
        refuse(m_state.deviceError);
        return;
    }
    m_state.portalToken = m_state.newAccessToken;
    m_state.refreshToken += "+";
    json(connection, R"({"accessToken": ")" + m_state.newAccessToken +
                         R"(", "expiresIn": 28800, "refreshToken": ")" + m_state.refreshToken +
                         R"(", "tokenType": "Bearer"})");
}

void IdentityServer::device(FaultConnection &connection)
{
    if (connection.request().target() == "/client/register") {
        json(connection,
             R"({"clientId": "client-1", "clientSecret": "client-secret-1", "clientSecretExpiresAt": )" +
                 QByteArray::number(m_state.now.addDays(90).toSecsSinceEpoch()) + "}");
        return;
    }
    json(
        connection,
        R"({"deviceCode": "device-code-1", "userCode": "ABCD-EFGH", "verificationUri": "https://device.example/", )"
        R"("verificationUriComplete": "https://device.example/?user_code=ABCD-EFGH", "expiresIn": )" +
            QByteArray::number(m_state.deviceSeconds) + R"(, "interval": 1})");
}

void IdentityServer::container(FaultConnection &connection)
{
    if (connection.request().header("Authorization") != m_state.containerToken)
        json(connection, R"({"message": "no"})", "401 Unauthorized");
    else
        json(connection, keysJson("container", m_state.now.addSecs(3600)));
}

void IdentityServer::instance(FaultConnection &connection)
{
    const RecordedRequest &request = connection.request();
    const QByteArray path = "/latest/meta-data/iam/security-credentials/";
    if (request.method() == "PUT" && request.target() == "/latest/api/token")
        json(connection, "metadata-token");
    else if (request.header("x-aws-ec2-metadata-token") != "metadata-token")
        json(connection, {}, "401 Unauthorized");
    else if (request.target() == path)
        json(connection, "instance");
    else if (request.target() == path + "instance")
        json(connection, keysJson("instance", m_state.now.addSecs(3600)));
    else
        json(connection, {}, "404 Not Found");
}

} // namespace outcrop::testsupport
