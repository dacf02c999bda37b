// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstring.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace outcrop::aws
{

/// Keys to sign with. A value; where it came from is said in words for the person, never used to decide.
struct Credentials {
    QByteArray accessKeyId;
    base::SecretString secretAccessKey;
    std::optional<base::SecretString> sessionToken; ///< temporary credentials have one
    std::optional<QDateTime> expiration;            ///< UTC; absent: not known to expire
    QString source;                                 ///< for example "environment"
    QString accountId;                              ///< 12 digits, or empty when not known

    friend bool operator==(const Credentials &, const Credentials &) = default;
};

} // namespace outcrop::aws
