// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/serviceerror.h"

#include <algorithm>
#include <array>

namespace outcrop::simulator
{

namespace
{

struct KnownError {
    const char *type;
    int status;
    const char *message; ///< what the service usually says
};

// Statuses: the service model's (protocol/converse.md, 6); the last ones are raised before the service.
constexpr std::array knownErrors{
    KnownError{"ValidationException", 400, "The provided request is not valid."},
    KnownError{"ServiceQuotaExceededException", 400,
               "Your request exceeds a service quota for your account."},
    KnownError{"ConflictException", 400, "The resource was changed by another request."},
    KnownError{"AccessDeniedException", 403,
               "You don't have access to the model with the specified model ID."},
    KnownError{"ResourceNotFoundException", 404,
               "Could not resolve the foundation model from the provided model identifier."},
    KnownError{"UnknownOperationException", 404, "The requested operation is not known."},
    KnownError{"ModelTimeoutException", 408, "The model took too long to process the request."},
    KnownError{"ModelErrorException", 424, "The model failed while processing the request."},
    KnownError{"ModelStreamErrorException", 424,
               "The model returned an unexpected error. Retry your request."},
    KnownError{"ThrottlingException", 429, "Too many requests, please wait before trying again."},
    KnownError{"ModelNotReadyException", 429, "The model is not ready for inference. Try again."},
    KnownError{"InternalServerException", 500, "The system encountered an unexpected error. Try again."},
    KnownError{"ServiceUnavailableException", 503, "The service is temporarily unavailable. Try again."},
    KnownError{"UnrecognizedClientException", 403, "The security token included in the request is invalid."},
    KnownError{"InvalidSignatureException", 403,
               "The request signature we calculated does not match the signature you provided."},
    KnownError{"ExpiredTokenException", 403, "The security token included in the request is expired"},
    KnownError{"IncompleteSignatureException", 400, "The request signature is not complete."},
    KnownError{"MissingAuthenticationTokenException", 403, "Missing Authentication Token"},
    KnownError{"SerializationException", 400, "The request body could not be read."},
};

QStringView withoutException(QStringView name)
{
    constexpr QLatin1StringView suffix("Exception");
    return name.endsWith(suffix, Qt::CaseInsensitive) ? name.chopped(suffix.size()) : name;
}

ServiceError complete(const KnownError &known)
{
    ServiceError error{known.type, known.status, QString::fromLatin1(known.message), {}};
    if (error.type.startsWith("ModelError") || error.type.startsWith("ModelStreamError"))
        error.originalStatusCode = 500;
    return error;
}

} // namespace

ServiceError serviceError(const QByteArray &type, QString message)
{
    const auto known = std::find_if(knownErrors.begin(), knownErrors.end(),
                                    [&type](const KnownError &error) { return type == error.type; });
    ServiceError error = known == knownErrors.end() ? ServiceError{type, 400, {}, {}} : complete(*known);
    error.message = std::move(message);
    return error;
}

ServiceError validationError(QString message)
{
    return serviceError("ValidationException", std::move(message));
}

std::optional<ServiceError> serviceErrorNamed(QStringView nameOrStatus)
{
    bool isNumber = false;
    const int status = nameOrStatus.toInt(&isNumber);
    if (isNumber) {
        if (status < 400 || status > 599)
            return std::nullopt;
        return ServiceError{
            {}, status, QStringLiteral("The front end answered with status %1.").arg(status), {}};
    }
    const QStringView wanted = withoutException(nameOrStatus);
    for (const KnownError &known : knownErrors) {
        const QString type = QString::fromLatin1(known.type);
        if (wanted.compare(withoutException(type), Qt::CaseInsensitive) == 0)
            return complete(known);
    }
    return std::nullopt;
}

QByteArray exceptionFrameType(const ServiceError &error)
{
    if (error.type.isEmpty())
        return "internalServerException";
    QByteArray type = error.type;
    type[0] = static_cast<char>(QChar::toLower(static_cast<uint>(type.at(0))));
    return type;
}

} // namespace outcrop::simulator
