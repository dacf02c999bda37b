// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "core/base/result.h"

#include <QByteArray>

#include <vector>

namespace outcrop::credentials
{

/// A time as AWS writes it: ISO 8601 with a zone, also with `UTC` for `Z`. Nothing for anything else.
std::optional<QDateTime> readTime(const QString &text);

/// Keys from the JSON that credential processes and the container and instance endpoints answer:
/// `AccessKeyId`, `SecretAccessKey`, `SessionToken` or `Token`, `Expiration`, `AccountId`
/// (protocol/credentials.md). @p what names the source in errors ("The credential process of profile x").
/// Errors, of kind Credentials and without any value: no JSON object, a missing key, one that no header can
/// carry, an `Expiration` that is no time.
base::Result<aws::Credentials> readKeysAnswer(const QByteArray &body, const QString &what);

/// What a service may have been told in confidence, and must not be quoted with.
using Secrets = std::vector<base::SecretString>;

/// @p text without any of @p secrets, should somebody have repeated them: as they stand, or percent-encoded.
QString withoutSecrets(QString text, const Secrets &secrets);

/// A service's own text to be shown: withoutSecrets(), and then no longer than @p longest UTF-16 units.
QString quotedText(const QString &text, const Secrets &secrets, qsizetype longest = 64 * 1024);

} // namespace outcrop::credentials
