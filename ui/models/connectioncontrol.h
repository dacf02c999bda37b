// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstring.h"
#include "core/credentials/identityfacts.h"
#include "core/credentials/signinfacts.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::ui::models
{

/// One step of checking a connection.
struct CheckStep {
    enum class State { Waiting, Running, Ok, Warning, Failed, Skipped };

    QString title;  ///< "TLS"
    QString detail; ///< what was seen, or why it was skipped; no secret
    State state = State::Waiting;
    std::optional<std::chrono::milliseconds> took;

    friend bool operator==(const CheckStep &, const CheckStep &) = default;
};

/// Where a secret is.
struct SecretState {
    enum class Kind {
        Looking, ///< that is looked up
        NotSet,
        Kept,
        Missing,  ///< it was kept, and is not where it should be
        NotAsked, ///< nobody was asked for it yet; that is no fault
        Unknown,  ///< the keychain did not say
    };

    Kind kind = Kind::Looking;
    QString words; ///< "in the keychain", "not set", what happened and what to do; empty while Looking

    friend bool operator==(const SecretState &, const SecretState &) = default;
};

/// What is known of who sends over a connection, without asking anybody.
struct Sender {
    bool isLooking = false; ///< a search is on its way
    /// What came of the last search of this run, or what a stored key says by itself.
    std::optional<credentials::IdentityFacts> found;
    std::optional<credentials::SignInFacts> signIn; ///< of a profile that rests on a sign-in in the browser
    QStringList
        notices; ///< what is odd in the AWS files: keys that are not known, a wrong mode; a sentence each

    friend bool operator==(const Sender &, const Sender &) = default;
};

/// What the editor of connections may ask for beside changing them. The composition root implements it, so
/// that no widget sees the network or the keychain.
class ConnectionControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Names of the AWS profiles there are, in the order of their files.
    virtual QStringList profiles() const = 0;
    /// Makes a connection of each profile that has none yet; gives how many. Undoable like any change.
    virtual int importProfiles() = 0;

    /// Keeps @p secret under @p name (connections::secretName()); an empty one is removed. secretChanged()
    /// follows.
    virtual void saveSecret(const QString &name, const base::SecretString &secret) = 0;
    /// Asking for it the first time looks it up; secretChanged() follows. Nothing is ever written for that.
    virtual SecretState secretState(const QString &name) const = 0;

    virtual Sender sender(const QString &connectionId) const = 0;
    /// Asks the sources of credentials now, as a request would; senderChanged() follows.
    virtual void lookForSender(const QString &connectionId) = 0;
    /// Signs in by the browser to what Sender::signIn names.
    virtual void signIn(const QString &connectionId) = 0;
    virtual QDateTime now() const = 0; ///< UTC
    /// Which proxy requests take, in words: "none", "proxy.example:3128", why it cannot be known.
    virtual QString proxyRoute(const QString &connectionId) const = 0;

    /// Checks the connection step by step; checkChanged() follows each step. One at a time.
    virtual void startCheck(const QString &connectionId) = 0;
    virtual void stopCheck() = 0;
    virtual bool isChecking(const QString &connectionId) const = 0;
    /// Of the last check; empty when there was none.
    virtual std::vector<CheckStep> checkSteps(const QString &connectionId) const = 0;
    virtual QString checkAdvice(const QString &connectionId) const = 0;
    /// A policy (JSON) to ask for, when the check was denied the model; else empty.
    virtual QString checkPolicy(const QString &connectionId) const = 0;
    virtual QString lastChecked(const QString &connectionId) const = 0;
    /// The last check as text to pass on, without any secret.
    virtual QString checkReport(const QString &connectionId) const = 0;

Q_SIGNALS:
    void secretChanged(const QString &name);
    void senderChanged(const QString &connectionId);
    void checkChanged(const QString &connectionId);
};

} // namespace outcrop::ui::models
