// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/verifier.h"

#include "core/aws/hash.h"
#include "core/aws/signer.h"

#include <QByteArrayList>

#include <optional>

namespace outcrop::aws
{

namespace
{

constexpr QByteArrayView scheme("AWS4-HMAC-SHA256");

std::optional<QByteArray> headerValue(const Headers &headers, QByteArrayView name)
{
    for (const auto &[candidate, value] : headers) {
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return canonicalHeaderValue(value);
    }
    return std::nullopt;
}

base::Error incomplete(const QString &message)
{
    base::Error error = base::makeError(base::ErrorKind::Credentials, message);
    error.code = QStringLiteral("IncompleteSignatureException");
    return error;
}

Verification refused(VerifyOutcome outcome, QByteArray code, QByteArray message, Verification soFar = {})
{
    soFar.outcome = outcome;
    soFar.code = std::move(code);
    soFar.message = std::move(message);
    return soFar;
}

Verification refusedAsIncomplete(const QByteArray &message, Verification soFar = {})
{
    return refused(VerifyOutcome::IncompleteSignature, "IncompleteSignatureException", message,
                   std::move(soFar));
}

/// The check of whom and what for, without any hashing. Nothing when all is well.
std::optional<Verification> scopeProblem(const Authorization &authorization, const QByteArray &amzDate,
                                         const std::optional<QByteArray> &token, const VerifyPolicy &policy,
                                         const Verification &soFar)
{
    const Credentials &known = policy.credentials;
    const bool tokenFits =
        known.sessionToken ? token && constantTimeEqual(*token, known.sessionToken->reveal()) : !token;
    if (authorization.accessKeyId != known.accessKeyId || !tokenFits)
        return refused(VerifyOutcome::UnknownKey, "UnrecognizedClientException",
                       "The security token included in the request is invalid.", soFar);
    if (authorization.region != policy.region)
        return refused(VerifyOutcome::WrongScope, "InvalidSignatureException",
                       "Credential should be scoped to a valid region. Expected '" + policy.region +
                           "', got '" + authorization.region + "'.",
                       soFar);
    if (authorization.service != policy.service)
        return refused(VerifyOutcome::WrongScope, "InvalidSignatureException",
                       "Credential should be scoped to correct service: '" + policy.service + "'.", soFar);
    if (authorization.date != amzDate.left(8))
        return refused(
            VerifyOutcome::WrongScope, "InvalidSignatureException",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" +
                authorization.date + "' != '" + amzDate.left(8) + "', from '" + amzDate + "'.",
            soFar);
    return std::nullopt;
}

std::optional<Verification> skewProblem(const QByteArray &amzDate, const VerifyPolicy &policy,
                                        const Verification &soFar)
{
    const QDateTime signedAt = timeOfAmzDate(amzDate);
    const qint64 skew = policy.maximumSkew.count();
    const QByteArray minutes = QByteArray::number(skew / 60) + " min.)";
    const QByteArray now = amzDateOf(policy.now);
    const qint64 age = signedAt.secsTo(policy.now);
    if (age > skew)
        return refused(VerifyOutcome::Expired, "InvalidSignatureException",
                       "Signature expired: " + amzDate + " is now earlier than " +
                           amzDateOf(policy.now.addSecs(-skew)) + " (" + now + " - " + minutes,
                       soFar);
    if (age < -skew)
        return refused(VerifyOutcome::NotYetCurrent, "InvalidSignatureException",
                       "Signature not yet current: " + amzDate + " is still later than " +
                           amzDateOf(policy.now.addSecs(skew)) + " (" + now + " + " + minutes,
                       soFar);
    return std::nullopt;
}

Verification compareSignature(const ReceivedRequest &request, const Authorization &authorization,
                              const QByteArray &amzDate, const VerifyPolicy &policy, Verification soFar)
{
    const TargetParts target = splitTarget(request.requestTarget);
    const CanonicalHeaders headers = canonicalHeaders(request.headers, authorization.signedHeaders);
    soFar.canonicalRequest = request.method + '\n' + canonicalPath(target.path, policy.normalizePath) + '\n' +
                             canonicalQuery(target.query) + '\n' + headers.lines + '\n' +
                             headers.signedNames + '\n' + sha256Hex(request.body);
    soFar.stringToSign = stringToSign(amzDate, authorization.credentialScope(), soFar.canonicalRequest);
    const QByteArray expected =
        signatureOf(policy.credentials.secretAccessKey, authorization.credentialScope(), soFar.stringToSign);
    if (!constantTimeEqual(expected, authorization.signature))
        return refused(
            VerifyOutcome::SignatureMismatch, "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your "
            "AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
            "The Canonical String for this request should have been\n'" +
                soFar.canonicalRequest + "'\n\nThe String-to-Sign should have been\n'" + soFar.stringToSign +
                "'\n",
            soFar);
    soFar.outcome = VerifyOutcome::Accepted;
    return soFar;
}

} // namespace

QByteArray Authorization::credentialScope() const
{
    return date + '/' + region + '/' + service + "/aws4_request";
}

base::Result<Authorization> parseAuthorization(QByteArrayView value)
{
    const QByteArray text = value.trimmed().toByteArray();
    if (!text.startsWith(scheme.toByteArray() + ' '))
        return incomplete(QStringLiteral("Authorization header requires 'AWS4-HMAC-SHA256' algorithm."));
    QByteArray credential;
    Authorization parsed;
    for (const QByteArray &part : text.mid(scheme.size()).split(',')) {
        const QByteArray piece = part.trimmed();
        const qsizetype equals = piece.indexOf('=');
        const QByteArray name = piece.left(equals);
        const QByteArray content = equals < 0 ? QByteArray() : piece.mid(equals + 1);
        if (name == "Credential")
            credential = content;
        else if (name == "SignedHeaders")
            parsed.signedHeaders = content;
        else if (name == "Signature")
            parsed.signature = content;
    }
    const std::pair<QByteArray, QLatin1StringView> required[] = {
        {credential, QLatin1StringView("Credential")},
        {parsed.signature, QLatin1StringView("Signature")},
        {parsed.signedHeaders, QLatin1StringView("SignedHeaders")}};
    for (const auto &[content, name] : required) {
        if (content.isEmpty())
            return incomplete(QStringLiteral("Authorization header requires '%1' parameter.").arg(name));
    }
    const QByteArrayList scope = credential.split('/');
    if (scope.size() != 5 || scope[4] != "aws4_request")
        return incomplete(QStringLiteral("Credential must have exactly 5 slash-delimited elements, e.g. "
                                         "keyid/date/region/service/term."));
    parsed.accessKeyId = scope[0];
    parsed.date = scope[1];
    parsed.region = scope[2];
    parsed.service = scope[3];
    return parsed;
}

Verification verify(const ReceivedRequest &request, const VerifyPolicy &policy)
{
    const auto header = headerValue(request.headers, "authorization");
    if (!header || !header->startsWith(scheme.toByteArray()))
        return refused(VerifyOutcome::MissingAuthentication, "MissingAuthenticationTokenException",
                       "Missing Authentication Token");
    const auto parsed = parseAuthorization(*header);
    if (!parsed)
        return refusedAsIncomplete(parsed.error().message.toUtf8());

    Verification soFar;
    soFar.accessKeyId = parsed->accessKeyId;
    const QByteArray amzDate = headerValue(request.headers, "x-amz-date").value_or(QByteArray());
    if (!timeOfAmzDate(amzDate).isValid())
        return refusedAsIncomplete(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
            "header.",
            soFar);
    const QByteArrayList names = parsed->signedHeaders.split(';');
    for (const char *mustBeSigned : {"host", "x-amz-date"}) {
        if (!names.contains(mustBeSigned))
            return refusedAsIncomplete(QByteArray("'") + mustBeSigned +
                                           "' must be a 'SignedHeader' in the AWS "
                                           "Authorization.",
                                       soFar);
    }
    const auto token = headerValue(request.headers, "x-amz-security-token");
    if (const auto problem = scopeProblem(*parsed, amzDate, token, policy, soFar))
        return *problem;
    if (const auto problem = skewProblem(amzDate, policy, soFar))
        return *problem;
    return compareSignature(request, *parsed, amzDate, policy, std::move(soFar));
}

} // namespace outcrop::aws
