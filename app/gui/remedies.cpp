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

bool isAboutSignature(const base::Error &error)
{
    return error.code.contains(QLatin1StringView("signature"), Qt::CaseInsensitive);
}

/// The signature itself is another one than the service made: a secret key that was mistyped. Another
/// region's signature or a clock that is off is no matter of the key.
bool mayBeWrongKey(const base::Error &error)
{
    const auto begins = [&error](const char *code) {
        return error.code.startsWith(QLatin1StringView(code), Qt::CaseInsensitive);
    };
    if (!begins("InvalidSignature") && !begins("SignatureDoesNotMatch"))
        return false;
    const auto says = [&error](const char *words) {
        return error.serviceMessage.contains(QLatin1StringView(words), Qt::CaseInsensitive);
    };
    return !says("expired") && !says("not yet current") && !says("scope") && !says("x-amz-date");
}

bool keepsKey(AuthKind auth)
{
    return auth == AuthKind::AwsKeys || auth == AuthKind::BearerStored || auth == AuthKind::Header;
}

} // namespace

ErrorRemedy remedyFor(const base::Error &error, const connections::ConnectionSpec &spec,
                      const std::function<ui::models::Sender()> &sender)
{
    if (error.code == credentials::signInNeededCode())
        return ErrorRemedy::SignIn;
    if (error.code == credentials::secretMissingCode())
        return ErrorRemedy::Key;
    if (error.kind != base::ErrorKind::Credentials)
        return ErrorRemedy::None;
    if (isAboutSignature(error))
        return spec.auth == AuthKind::AwsKeys && mayBeWrongKey(error) ? ErrorRemedy::Key : ErrorRemedy::None;
    if (keepsKey(spec.auth) && !spec.isBuiltIn())
        return ErrorRemedy::Key;
    return sender().signIn ? ErrorRemedy::SignIn : ErrorRemedy::None;
}

} // namespace outcrop::app
