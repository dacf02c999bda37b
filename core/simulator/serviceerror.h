// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace outcrop::simulator
{

/// An error as the service reports it.
struct ServiceError {
    QByteArray type; ///< "ValidationException"; empty for an answer of the front end without a type
    int status = 500;
    QString message;
    std::optional<int> originalStatusCode; ///< ModelErrorException and ModelStreamErrorException only
};

/// An error with the HTTP status the service model gives that type (protocol/converse.md, 6).
/// 400 for a type that is not in the table.
ServiceError serviceError(const QByteArray &type, QString message);

ServiceError validationError(QString message);

/// What a person may write for a type: the name without case, with or without "Exception" ("throttling"), or
/// an HTTP status from 400 to 599. The text of the message is the service's usual one.
/// Nothing for an unknown name.
std::optional<ServiceError> serviceErrorNamed(QStringView nameOrStatus);

/// The type as it stands in an exception frame: "throttlingException".
QByteArray exceptionFrameType(const ServiceError &error);

} // namespace outcrop::simulator
