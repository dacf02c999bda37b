// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/stscall.h"

#include "core/aws/signer.h"
#include "core/aws/uriencode.h"
#include "core/base/webaddress.h"
#include "core/credentials/serviceurls.h"

#include <QMap>
#include <QXmlStreamReader>

namespace outcrop::credentials
{

namespace
{

using base::ErrorKind;

constexpr qsizetype longestCode = 200; // it stands in a sentence; real ones have up to 40
constexpr qsizetype longestRequestId = 128;

/// The texts of an XML answer by the names of the last two elements around them ("Credentials/Expiration").
std::optional<QMap<QString, QString>> readXml(const QByteArray &body)
{
    QMap<QString, QString> texts;
    QStringList path;
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::DTD: // the service has none; entities could grow without end
            return std::nullopt;
        case QXmlStreamReader::StartElement:
            path += xml.name().toString();
            break;
        case QXmlStreamReader::EndElement:
            path.removeLast();
            break;
        case QXmlStreamReader::Characters:
            if (path.size() > 1)
                texts[path.sliced(path.size() - 2).join(u'/')] += xml.text();
            break;
        default:
            break;
        }
    }
    return xml.hasError() ? std::nullopt : std::optional(texts);
}

ErrorKind kindOf(int status, const QString &code)
{
    if (code == QLatin1StringView("AccessDenied") || code == QLatin1StringView("AccessDeniedException"))
        return ErrorKind::AccessDenied;
    if (code.startsWith(QLatin1StringView("Throttl")) || code == QLatin1StringView("RequestLimitExceeded"))
        return ErrorKind::Throttled;
    if (code == QLatin1StringView("RequestTimeTooSkewed") || code == QLatin1StringView("RequestExpired"))
        return ErrorKind::ClockSkew;
    if (status >= 500)
        return ErrorKind::Service;
    if (code == QLatin1StringView("ValidationError") || code == QLatin1StringView("PackedPolicyTooLarge"))
        return ErrorKind::Validation;
    return status == 400 || status == 401 || status == 403 ? ErrorKind::Credentials
                                                           : ErrorKind::UnexpectedAnswer;
}

QString adviceFor(ErrorKind kind, const QString &code)
{
    if (code == QLatin1StringView("RegionDisabledException"))
        return QStringLiteral("Let the account's administrator activate the token service in this region, or "
                              "choose another region.");
    if (code == QLatin1StringView("InvalidIdentityToken") ||
        code == QLatin1StringView("ExpiredTokenException"))
        return QStringLiteral("Look whether the token is renewed in time, and whether the role trusts who "
                              "issued it.");
    if (code == QLatin1StringView("ExpiredToken"))
        return QStringLiteral("The credentials the role is assumed with have ended. Sign in to them again.");
    switch (kind) {
    case ErrorKind::AccessDenied:
        return QStringLiteral(
            "Look at the role's trust policy, its external id and MFA condition, and at what the "
            "source profile may do.");
    case ErrorKind::Throttled:
    case ErrorKind::Service:
        return QStringLiteral("Try again in a moment.");
    case ErrorKind::ClockSkew:
        return QStringLiteral("Set this computer's clock.");
    case ErrorKind::Validation:
        return QStringLiteral("Look at role_arn, role_session_name, external_id and duration_seconds.");
    default:
        return QStringLiteral("Renew the credentials the role is assumed with.");
    }
}

base::Error refusal(int status, const QMap<QString, QString> &texts, const QString &what,
                    const Secrets &secrets)
{
    const QString code = quotedText(texts.value(QStringLiteral("Error/Code")), secrets, longestCode);
    const ErrorKind kind = kindOf(status, code);
    base::Error error = base::makeError(kind,
                                        QStringLiteral("The token service refused to %1: %2.")
                                            .arg(what, code.isEmpty() ? QString::number(status) : code),
                                        adviceFor(kind, code));
    error.serviceMessage = quotedText(texts.value(QStringLiteral("Error/Message")), secrets);
    error.code = code;
    error.httpStatus = status;
    error.requestId =
        quotedText(texts.value(QStringLiteral("ErrorResponse/RequestId")), secrets, longestRequestId);
    return error;
}

base::Error notAnAnswer(int status, const QString &what)
{
    base::Error error = base::makeError(
        ErrorKind::UnexpectedAnswer,
        QStringLiteral("The attempt to %1 was not answered by the token service.").arg(what),
        QStringLiteral("Look at the endpoint and the proxy; a sign-in page of the network may be in "
                       "the way."));
    error.httpStatus = status;
    return error;
}

} // namespace

base::Result<net::HttpRequest> stsRequest(const StsCall &call, const QDateTime &now)
{
    net::HttpRequest request;
    request.url = withPath(call.endpoint, "/");
    request.body = "Version=2011-06-15";
    for (const auto &[name, value] : call.form)
        request.body += '&' + name + '=' + aws::uriEncode(value);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    if (!call.signer)
        return request;
    aws::SigningInput input;
    input.method = request.method;
    input.requestTarget = base::requestTarget(request.url);
    input.headers = {{"Host", base::hostHeader(request.url)}, {"Content-Type", request.headers[0].value}};
    input.body = request.body;
    input.region = call.region.isEmpty() ? QByteArray("us-east-1") : call.region.toLatin1();
    input.service = "sts";
    input.amzDate = aws::amzDateOf(now);
    const auto signature = aws::sign(input, *call.signer);
    if (!signature)
        return signature.error();
    request.headers.clear();
    for (const auto &[name, value] : signature->headersToSend)
        request.headers.push_back({name, value});
    return request;
}

base::Result<aws::Credentials> readStsAnswer(int status, const QByteArray &body, const QString &what,
                                             const Secrets &secrets)
{
    const auto texts = readXml(body);
    if (!texts) // a load balancer's page is a failure of the service, a portal's is none of its
        return status >= 500 ? refusal(status, {}, what, secrets) : notAnAnswer(status, what);
    if (status != 200)
        return texts->contains(QStringLiteral("Error/Code")) || status >= 500
                   ? refusal(status, *texts, what, secrets)
                   : notAnAnswer(status, what);
    const auto text = [&](QLatin1StringView name) {
        return texts->value(QLatin1StringView("Credentials/") + name).trimmed();
    };
    aws::Credentials keys;
    keys.accessKeyId = text(QLatin1StringView("AccessKeyId")).toUtf8();
    keys.secretAccessKey = base::SecretString(text(QLatin1StringView("SecretAccessKey")).toUtf8());
    keys.sessionToken = base::SecretString(text(QLatin1StringView("SessionToken")).toUtf8());
    keys.expiration = readTime(text(QLatin1StringView("Expiration")));
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty() || keys.sessionToken->isEmpty() ||
        !keys.expiration)
        return notAnAnswer(status, what);
    // arn:aws:sts::123456789012:assumed-role/role/session
    const QStringList arn = texts->value(QStringLiteral("AssumedRoleUser/Arn")).split(u':');
    keys.accountId = arn.size() > 5 ? arn.at(4) : QString();
    return keys;
}

} // namespace outcrop::credentials
