// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/profileset.h"

#include <QDateTime>

namespace outcrop::credentials
{

/// The sign-in in the browser that a profile rests on, as the files tell it; nobody is asked.
struct SignInFacts {
    QString profile;                ///< the one with the SSO settings: the profile itself, or a source of it
    QString session;                ///< of the config file; the start URL in the old form
    std::optional<QDateTime> until; ///< UTC; absent: nobody has signed in
    bool canRefresh = false;        ///< a new token can be had without the person

    bool isGood(const QDateTime &now) const { return until && (canRefresh || *until > now); }
    friend bool operator==(const SignInFacts &, const SignInFacts &) = default;
};

/// Nothing when @p profile needs none, or cannot work as it is written. @p home is where `.aws` is.
std::optional<SignInFacts> signInFacts(const ProfileSet &set, const QString &profile, const QString &home,
                                       const QDateTime &now);

} // namespace outcrop::credentials
