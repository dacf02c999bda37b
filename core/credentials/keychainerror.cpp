// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/keychainstore.h"

#include <array>

namespace outcrop::credentials
{

namespace
{

struct StateTexts {
    KeychainState state;
    const char16_t *code;
    const char16_t *message;
    const char16_t *advice;
};

constexpr std::array texts{
    StateTexts{KeychainState::Locked, u"KeychainLocked", u"The keychain is locked.",
               u"Unlock it (in GNOME: Passwords and Keys) and try again, or keep the secret in memory until "
               u"Outcrop quits."},
    StateTexts{
        KeychainState::Absent, u"KeychainAbsent", u"This session has no keychain.",
        u"Install and start gnome-keyring or another Secret Service, or keep the secret in memory until "
        u"Outcrop quits."},
    StateTexts{KeychainState::Denied, u"KeychainDenied", u"The keychain was not allowed to answer.",
               u"Try again and allow it, or keep the secret in memory until Outcrop quits."},
    StateTexts{
        KeychainState::Hung, u"KeychainHung", u"The keychain does not answer.",
        u"If it asks for its password in another window, answer it and try again; or keep the secret in "
        u"memory until Outcrop quits."},
    StateTexts{KeychainState::NotAsked, u"KeychainNotAsked", u"The keychain was not looked at yet.",
               u"It is asked when the secret is needed."},
    StateTexts{KeychainState::Failed, u"KeychainFailed", u"The keychain failed.",
               u"Try again, or keep the secret in memory until Outcrop quits."},
};

} // namespace

base::Error keychainError(KeychainState state, const QString &detail)
{
    for (const StateTexts &each : texts) {
        if (each.state != state)
            continue;
        base::Error error = base::makeError(base::ErrorKind::Keychain, QString::fromUtf16(each.message),
                                            QString::fromUtf16(each.advice), detail);
        error.code = QString::fromUtf16(each.code);
        return error;
    }
    return base::makeError(base::ErrorKind::Internal,
                           QStringLiteral("A keychain that works was called broken."));
}

std::optional<KeychainState> keychainState(const base::Error &error)
{
    for (const StateTexts &each : texts) {
        if (error.code == QString::fromUtf16(each.code))
            return each.state;
    }
    return std::nullopt;
}

} // namespace outcrop::credentials
