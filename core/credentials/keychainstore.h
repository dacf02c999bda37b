// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/secretstore.h"

#include <chrono>

namespace outcrop::credentials
{

/// What was found out about the keychain. Each but Fine is an Error of kind Keychain with its own sentence
/// and advice (reliability.md, P21).
enum class KeychainState {
    Fine,
    Locked,   ///< it is there, but closed; reads look like "nothing there" and removals like success (K3)
    Absent,   ///< no bus, no Secret Service, no libsecret
    Denied,   ///< a person refused
    Hung,     ///< no answer within the deadline
    NotAsked, ///< it does not run, and nobody was to be asked for its password: it may have the secret
    Failed,   ///< something else; its text is in the detail
};

base::Error keychainError(KeychainState state, const QString &detail = {});

/// The state that keychainError() made @p error of; nothing for any other error.
std::optional<KeychainState> keychainState(const base::Error &error);

/// Secrets in the session's keychain, by QtKeychain on the Secret Service. Binary, read back after writing,
/// each operation within a deadline of our own; a job of the library that is late is left alone until it
/// ends. There is no fallback of any kind: what the keychain does not take is an error, and SessionSecrets is
/// there for who chooses it. "Nothing there" is believed only of a keychain that is seen to be open, or to be
/// none yet (SecretServiceLook); only write() ever writes, so only it may have the keychain ask for a new
/// password.
class KeychainStore final : public SecretStore
{
public:
    explicit KeychainStore(QString service = QStringLiteral("Outcrop"),
                           std::chrono::milliseconds deadline = std::chrono::seconds(5));

    QString name() const override;
    std::unique_ptr<SecretJob> read(const QString &name) override;
    std::unique_ptr<SecretJob> peek(const QString &name) override;
    std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) override;
    std::unique_ptr<SecretJob> remove(const QString &name) override;

private:
    QString m_service;
    std::chrono::milliseconds m_deadline;
};

} // namespace outcrop::credentials
