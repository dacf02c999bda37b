// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/secretstring.h"

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
    /// Where the secret is: "in the keychain", "in memory until Outcrop quits: the keychain is locked", "not
    /// set". Empty while that is looked up.
    virtual QString secretState(const QString &name) const = 0;

    /// Checks the connection step by step; checkChanged() follows each step. One at a time.
    virtual void startCheck(const QString &connectionId) = 0;
    virtual void stopCheck() = 0;
    virtual bool isChecking(const QString &connectionId) const = 0;
    /// Of the last check; empty when there was none.
    virtual std::vector<CheckStep> checkSteps(const QString &connectionId) const = 0;
    virtual QString checkAdvice(const QString &connectionId) const = 0;
    virtual QString lastChecked(const QString &connectionId) const = 0;
    /// The last check as text to pass on, without any secret.
    virtual QString checkReport(const QString &connectionId) const = 0;

Q_SIGNALS:
    void secretChanged(const QString &name);
    void checkChanged(const QString &connectionId);
};

} // namespace outcrop::ui::models
