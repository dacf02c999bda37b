// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/authenticator.h"

#include "core/aws/hash.h"
#include "core/aws/verifier.h"

namespace outcrop::simulator
{

namespace
{

constexpr char bearerScheme[] = "Bearer ";

std::optional<ServiceError> bearerFailure(const HttpRequest &request, const Options &options)
{
    const QByteArray value = request.header("Authorization").value_or(QByteArray());
    if (value.isEmpty())
        return serviceError("MissingAuthenticationTokenException",
                            QStringLiteral("Missing Authentication Token"));
    if (!value.startsWith(bearerScheme) ||
        !aws::constantTimeEqual(value.sliced(sizeof bearerScheme - 1), options.bearerToken.reveal())) {
        return serviceError("AccessDeniedException",
                            QStringLiteral("Authentication failed: Please make sure your API Key is valid."));
    }
    return std::nullopt;
}

std::optional<ServiceError> signatureFailure(const HttpRequest &request, const Options &options,
                                             const QDateTime &now)
{
    aws::VerifyPolicy policy;
    policy.credentials.accessKeyId = options.accessKeyId;
    policy.credentials.secretAccessKey = options.secretAccessKey;
    if (!options.sessionToken.isEmpty())
        policy.credentials.sessionToken = options.sessionToken;
    policy.region = options.region.toLatin1();
    policy.now = now;
    const aws::Verification result =
        aws::verify({request.method, request.target, request.headers, request.body}, policy);
    if (result.accepted())
        return std::nullopt;
    return serviceError(result.code, QString::fromUtf8(result.message));
}

} // namespace

std::optional<ServiceError> authenticationFailure(const HttpRequest &request, const Options &options,
                                                  const QDateTime &now)
{
    switch (options.authentication) {
    case Authentication::SigV4:
        return signatureFailure(request, options, now);
    case Authentication::Bearer:
        return bearerFailure(request, options);
    case Authentication::None:
        break;
    }
    return std::nullopt;
}

} // namespace outcrop::simulator
