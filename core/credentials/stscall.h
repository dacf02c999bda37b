// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aws/credentials.h"
#include "core/base/result.h"
#include "core/credentials/fetchjob.h"
#include "core/credentials/keysanswer.h"

#include <QDateTime>

#include <utility>
#include <vector>

namespace outcrop::credentials
{

/// One call of the Security Token Service's query API (protocol/credentials.md, "Assume role").
struct StsCall {
    QUrl endpoint;
    QString region; ///< to sign for; empty: us-east-1, the home of the global endpoint
    std::vector<std::pair<QByteArray, QByteArray>> form; ///< Action and its arguments; Version is added
    std::optional<aws::Credentials> signer;              ///< absent: not signed
};

/// The call as it goes out, signed at @p now where it has a signer. Errors: those of aws::sign().
base::Result<net::HttpRequest> stsRequest(const StsCall &call, const QDateTime &now);

/// The keys in an answer of AssumeRole or AssumeRoleWithWebIdentity, or why there are none. @p what is a
/// clause for errors: "assume the role X". Kinds: AccessDenied, Credentials (the caller's own keys were
/// refused), Throttled, Service, Validation, UnexpectedAnswer; the service's code, message and request id are
/// in the error, cut where they are longer than any real one, and without any of @p secrets: those that the
/// call was made with. A front end quotes the request it could not verify, with its session token.
base::Result<aws::Credentials> readStsAnswer(int status, const QByteArray &body, const QString &what,
                                             const Secrets &secrets);

} // namespace outcrop::credentials
