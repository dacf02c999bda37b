// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"

#include <QString>

#include <functional>

QT_BEGIN_NAMESPACE
class QDBusMessage;
QT_END_NAMESPACE

namespace outcrop::credentials
{

/// What can be seen of the session's Secret Service without changing anything in it.
struct SecretServiceFacts {
    bool isThere = false;    ///< some program answers for org.freedesktop.secrets
    bool hasKeyring = false; ///< there is a default collection, where secrets are kept
    bool isLocked = false;   ///< it is closed, or does not say: what is in it cannot be found
    QString provider;        ///< who answers, "GNOME Keyring"; empty when that is not known

    friend bool operator==(const SecretServiceFacts &, const SecretServiceFacts &) = default;
};

/// How people call the keychain that the program @p executable is; its name for one that is not known.
QString keychainName(const QString &executable);

/// Looks at the Secret Service (the freedesktop.org Secret Service API, ReadAlias and the Locked property):
/// nothing is written, nobody is asked for anything, no program is started. Has no deadline of its own.
class SecretServiceLook final : public base::Job
{
    Q_OBJECT

public:
    SecretServiceLook();

    const SecretServiceFacts &facts() const { return m_facts; }

    void abort() override { finishLater(); }

private:
    using Then = std::function<void(const QDBusMessage &)>;

    /// @p then is told the answer; an error ends the look with what is known by then.
    void call(const QDBusMessage &message, Then then);
    void askWho(const QString &owner);
    void askForKeyring();
    void askWhetherLocked(const QString &path);

    SecretServiceFacts m_facts;
};

} // namespace outcrop::credentials
