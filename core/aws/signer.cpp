// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/signer.h"

#include "core/aws/endpoint.h"
#include "core/aws/hash.h"

#include <algorithm>
#include <cstring>

namespace outcrop::aws
{

namespace
{

using base::ErrorKind;
using base::makeError;

const QByteArray algorithm = QByteArrayLiteral("AWS4-HMAC-SHA256");

bool isVisibleAscii(QByteArrayView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool isHeaderName(QByteArrayView name)
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~"); // RFC 9110, 5.6.2
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.contains(c);
    });
}

bool isHeaderValue(QByteArrayView value)
{
    // RFC 9110, 5.5, and folded lines (line break, then white space), which the AWS test suite still has.
    for (qsizetype i = 0; i < value.size(); ++i) {
        const auto c = static_cast<unsigned char>(value[i]);
        const bool folded =
            c == '\n' && i + 1 < value.size() && (value[i + 1] == ' ' || value[i + 1] == '\t');
        if ((c < 0x20 && c != '\t' && !folded) || c == 0x7f)
            return false;
    }
    return true;
}

std::optional<base::Error> problemWith(const SigningInput &input, const Credentials &credentials)
{
    if (!isVisibleAscii(credentials.accessKeyId) || credentials.accessKeyId.contains('/') ||
        credentials.accessKeyId.contains(',') || !isVisibleAscii(credentials.secretAccessKey.reveal()) ||
        (credentials.sessionToken && !isVisibleAscii(credentials.sessionToken->reveal())))
        return makeError(
            ErrorKind::Credentials,
            QStringLiteral("The access keys cannot be used to sign: one is empty "
                           "or has characters no key has."),
            QStringLiteral("Copy the access key id, secret and token again, without spaces or quotes."));
    if (!isRegionName(QString::fromLatin1(input.region)))
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("The request cannot be signed without a valid region."),
                         QStringLiteral("Choose a region such as us-east-1."));
    if (!isVisibleAscii(input.service) || input.service.contains('/') ||
        !timeOfAmzDate(input.amzDate).isValid())
        return makeError(
            ErrorKind::BadInput,
            QStringLiteral("The request cannot be signed: its service or its date is not valid."),
            QStringLiteral("A date is written like 20260115T093007Z."));
    for (const auto &[name, value] : input.headers) {
        if (!isHeaderName(name) || !isHeaderValue(value))
            return makeError(
                ErrorKind::BadInput,
                QStringLiteral("The header \"%1\" cannot be sent.").arg(QString::fromLatin1(name.left(80))),
                QStringLiteral("Remove line breaks and control characters from its name and value."));
    }
    return std::nullopt;
}

void drop(Headers &headers, QByteArrayView name)
{
    std::erase_if(headers,
                  [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace

QByteArray amzDateOf(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'").toLatin1();
}

QDateTime timeOfAmzDate(QByteArrayView amzDate)
{
    if (amzDate.size() != 16) // the pattern alone would also take fewer digits
        return {};
    QDateTime time =
        QDateTime::fromString(QString::fromLatin1(amzDate), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

QByteArray stringToSign(QByteArrayView amzDate, QByteArrayView credentialScope,
                        QByteArrayView canonicalRequest)
{
    return algorithm + '\n' + amzDate.toByteArray() + '\n' + credentialScope.toByteArray() + '\n' +
           sha256Hex(canonicalRequest);
}

QByteArray signatureOf(const base::SecretString &secret, QByteArrayView credentialScope,
                       QByteArrayView stringToSign)
{
    QByteArray key = "AWS4" + secret.reveal();
    for (const QByteArray &part : credentialScope.toByteArray().split('/')) {
        QByteArray next = hmacSha256(key, part);
        explicit_bzero(key.data(), static_cast<size_t>(key.size()));
        key = next;
    }
    const QByteArray signature = hmacSha256(key, stringToSign).toHex();
    explicit_bzero(key.data(), static_cast<size_t>(key.size()));
    return signature;
}

base::Result<Signature> sign(const SigningInput &input, const Credentials &credentials)
{
    if (const auto problem = problemWith(input, credentials))
        return *problem;

    Signature made;
    made.payloadHash = input.payloadHash ? *input.payloadHash : sha256Hex(input.body);
    made.headersToSend = input.headers;
    for (const QByteArrayView name : {QByteArrayView("authorization"), QByteArrayView("x-amz-date"),
                                      QByteArrayView("x-amz-security-token")})
        drop(made.headersToSend, name);
    if (input.signBody) {
        drop(made.headersToSend, "x-amz-content-sha256");
        made.headersToSend.emplace_back("X-Amz-Content-Sha256", made.payloadHash);
    }
    made.headersToSend.emplace_back("X-Amz-Date", input.amzDate);
    const auto addToken = [&] {
        if (credentials.sessionToken)
            made.headersToSend.emplace_back("X-Amz-Security-Token", credentials.sessionToken->reveal());
    };
    if (input.signSessionToken)
        addToken();

    const TargetParts target = splitTarget(input.requestTarget);
    const CanonicalHeaders headers = canonicalHeaders(made.headersToSend);
    made.canonicalPath = canonicalPath(target.path, input.normalizePath);
    made.canonicalQuery = canonicalQuery(target.query);
    made.signedHeaders = headers.signedNames;
    made.canonicalRequest = input.method + '\n' + made.canonicalPath + '\n' + made.canonicalQuery + '\n' +
                            headers.lines + '\n' + made.signedHeaders + '\n' + made.payloadHash;
    made.credentialScope = input.amzDate.left(8) + '/' + input.region + '/' + input.service + "/aws4_request";
    made.stringToSign = stringToSign(input.amzDate, made.credentialScope, made.canonicalRequest);
    made.signature = signatureOf(credentials.secretAccessKey, made.credentialScope, made.stringToSign);
    made.authorization = algorithm + " Credential=" + credentials.accessKeyId + '/' + made.credentialScope +
                         ", SignedHeaders=" + made.signedHeaders + ", Signature=" + made.signature;
    if (!input.signSessionToken)
        addToken();
    made.headersToSend.emplace_back("Authorization", made.authorization);
    return made;
}

} // namespace outcrop::aws
