// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/remedies.h"

#include "core/credentials/secretstore.h"
#include "core/credentials/ssotoken.h"

namespace outcrop::app
{

using connections::AuthKind;
using ui::models::ErrorRemedy;

namespace
{

/// The service did not take who sends, rather than how it was signed: another region's signature or a clock
/// that is off is no matter of the key.
bool refusesSender(const base::Error &error)
{
    return error.kind == base::ErrorKind::Credentials &&
           !error.code.contains(QLatin1StringView("signature"), Qt::CaseInsensitive);
}

bool keepsKey(AuthKind auth)
{
    return auth == AuthKind::AwsKeys || auth == AuthKind::BearerStored || auth == AuthKind::Header;
}

} // namespace

ErrorRemedy remedyFor(const base::Error &error, const connections::ConnectionSpec &spec,
                      const ui::models::Sender &sender)
{
    if (error.code == credentials::signInNeededCode())
        return ErrorRemedy::SignIn;
    if (error.code == credentials::secretMissingCode())
        return ErrorRemedy::Key;
    if (!refusesSender(error))
        return ErrorRemedy::None;
    if (keepsKey(spec.auth) && !spec.isBuiltIn())
        return ErrorRemedy::Key;
    return sender.signIn ? ErrorRemedy::SignIn : ErrorRemedy::None;
}

} // namespace outcrop::app
