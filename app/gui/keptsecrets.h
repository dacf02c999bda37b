// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/secretkeeper.h"
#include "core/credentials/secretservice.h"
#include "ui/models/connectioncontrol.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace outcrop::app
{

/// The secrets of connections as the dialog sees them: each can be replaced and removed, and where it is can
/// be said. Which program took a secret is remembered, as a session of another desktop has another keychain,
/// where the secret is not (reliability.md, fault 52).
class KeptSecrets final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    KeptSecrets(credentials::SecretKeeper &secrets, QSettings &settings, QObject *parent = nullptr);
    ~KeptSecrets() override;

    /// Keeps @p secret; an empty one is removed. changed() follows.
    void save(const QString &name, const base::SecretString &secret);
    /// Looked up when it is asked for the first time, without asking anybody; changed() follows then.
    ui::models::SecretState state(const QString &name) const;
    /// What was not there, or could not be seen, is looked up anew when it is asked for: the keychain may be
    /// open by now.
    void lookAgain();
    /// Reads it for @p use, which is told nothing when it is not there.
    void read(const QString &name, const std::function<void(const std::optional<base::SecretString> &)> &use);
    /// Nobody needs these any more: they are removed at the next start, as their connections could be brought
    /// back until now.
    void removeNextTime(const QStringList &names);
    /// These connections are there: what was left of them by earlier runs is needed again. Another window may
    /// have written them back, or the file came from a backup.
    void keepAfterAll(const QStringList &connectionIds);
    /// Removes what was left by earlier runs, in the background. Nobody is asked to open a keychain for it.
    void removeLeft();
    /// The same in a keychain that was looked at: what is locked, or was put into another one, waits for a
    /// further start.
    void removeLeftIn(const credentials::SecretServiceFacts &keychain);
    QString whereKept() const { return m_secrets.name(); }

Q_SIGNALS:
    void changed(const QString &name);
    /// It was typed or found; empty when it was removed.
    void seen(const QString &name, const outcrop::base::SecretString &secret);

private:
    using SecretJob = credentials::SecretJob;

    void lookUp(const QString &name);
    void setState(const QString &name, ui::models::SecretState::Kind kind, const QString &words);
    void takeWritten(const QString &name, const SecretJob &job);
    void takeRead(const QString &name, const SecretJob &job);
    void sayNotThere(const QString &name, const QString &provider);
    void forget(const QString &name);
    QStringList left() const;
    void setLeft(const QStringList &names);
    void follow(std::unique_ptr<SecretJob> job, const std::function<void(const SecretJob &)> &end);

    credentials::SecretKeeper &m_secrets;
    QSettings &m_settings;
    std::map<QString, ui::models::SecretState> m_states;
    std::unique_ptr<credentials::SecretServiceLook> m_look;
    std::map<SecretJob *, std::unique_ptr<SecretJob>> m_jobs;
};

} // namespace outcrop::app
