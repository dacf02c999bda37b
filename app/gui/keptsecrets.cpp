// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/keptsecrets.h"

#include "core/connections/connectionspec.h"
#include "core/credentials/keychainstore.h"

#include <QSettings>

namespace outcrop::app
{

namespace
{

using Kind = ui::models::SecretState::Kind;

/// Under which the program that took the secret @p name is remembered; the secret itself never is.
QString settingOf(const QString &name)
{
    return QStringLiteral("keychains/%1").arg(name);
}

const QString leftSetting = QStringLiteral("leftSecrets"); ///< names of those that are to be removed

QStringList without(QStringList names, const QString &name)
{
    names.removeAll(name);
    return names;
}

QString sentence(const base::Error &error)
{
    return QStringLiteral("%1 %2").arg(error.message, error.advice);
}

} // namespace

KeptSecrets::KeptSecrets(credentials::SecretKeeper &secrets, QSettings &settings, QObject *parent)
    : QObject(parent), m_secrets(secrets), m_settings(settings)
{
}

KeptSecrets::~KeptSecrets() = default;

void KeptSecrets::follow(std::unique_ptr<SecretJob> job, const std::function<void(const SecretJob &)> &end)
{
    SecretJob *running = job.get();
    m_jobs.emplace(running, std::move(job));
    connect(running, &SecretJob::finished, this, [this, running, end] {
        end(*running);
        const auto done = m_jobs.find(running);
        done->second.release()->deleteLater(); // its signal is what is being handled
        m_jobs.erase(done);
    });
}

void KeptSecrets::setState(const QString &name, Kind kind, const QString &words)
{
    m_states[name] = {kind, words};
    Q_EMIT changed(name);
}

void KeptSecrets::save(const QString &name, const base::SecretString &secret)
{
    m_states[name] = {};
    Q_EMIT seen(name, secret);
    if (!secret.isEmpty()) {
        follow(m_secrets.write(name, secret), [this, name](const SecretJob &job) { takeWritten(name, job); });
        return;
    }
    follow(m_secrets.remove(name), [this, name](const SecretJob &job) {
        if (!job.error())
            forget(name);
        setState(name, job.error() ? Kind::Unknown : Kind::NotSet,
                 job.error() ? sentence(*job.error()) : tr("not set"));
    });
}

void KeptSecrets::takeWritten(const QString &name, const SecretJob &job)
{
    setLeft(without(left(), name));
    if (const auto why = m_secrets.whyInMemory(name)) {
        setState(name, Kind::Kept, tr("in memory until Outcrop quits: %1").arg(sentence(*why)));
        return;
    }
    if (!job.provider().isEmpty())
        m_settings.setValue(settingOf(name), job.provider());
    setState(name, Kind::Kept,
             job.provider().isEmpty() ? tr("in %1").arg(m_secrets.name())
                                      : tr("in %1 (%2)").arg(m_secrets.name(), job.provider()));
}

void KeptSecrets::lookUp(const QString &name)
{
    m_states[name] = {};
    follow(m_secrets.peek(name), [this, name](const SecretJob &job) { takeRead(name, job); });
}

void KeptSecrets::takeRead(const QString &name, const SecretJob &job)
{
    using credentials::KeychainState;
    const auto keychain = job.error() ? credentials::keychainState(*job.error()) : std::nullopt;
    if (keychain == KeychainState::NotAsked) {
        setState(name, Kind::NotAsked,
                 tr("Not looked at yet; the keychain is asked for it when it is needed."));
    } else if (keychain == KeychainState::Locked) {
        setState(name, Kind::Unknown,
                 tr("The keychain is locked; it asks for its password when this is needed."));
    } else if (job.error()) {
        setState(name, Kind::Unknown, sentence(*job.error()));
    } else if (job.secret()) {
        Q_EMIT seen(name, *job.secret());
        setState(name, Kind::Kept, tr("in %1").arg(m_secrets.name()));
    } else {
        sayNotThere(name, job.provider());
    }
}

/// Nothing is written or forgotten for that: in the next session it may be there again.
void KeptSecrets::sayNotThere(const QString &name, const QString &provider)
{
    const QString before = m_settings.value(settingOf(name)).toString();
    if (before.isEmpty())
        setState(name, Kind::NotSet,
                 provider.isEmpty() ? tr("not set") : tr("not set; %1 has none").arg(provider));
    else if (provider.isEmpty() || provider == before)
        setState(name, Kind::Missing,
                 tr("It was put into %1 and is not there any more. Enter it again.").arg(before));
    else
        setState(name, Kind::Missing,
                 tr("It was put into %1; this session has %2, which does not know it. Enter it again, or use "
                    "the desktop it was kept in.")
                     .arg(before, provider));
}

ui::models::SecretState KeptSecrets::state(const QString &name) const
{
    if (!m_states.contains(name))
        const_cast<KeptSecrets *>(this)->lookUp(name); // what is known grows by asking
    return m_states.at(name);
}

void KeptSecrets::lookAgain()
{
    std::erase_if(m_states, [](const auto &each) {
        return each.second.kind != Kind::Kept && each.second.kind != Kind::Looking;
    });
}

void KeptSecrets::read(const QString &name,
                       const std::function<void(const std::optional<base::SecretString> &)> &use)
{
    follow(m_secrets.read(name), [use](const SecretJob &job) { use(job.secret()); });
}

void KeptSecrets::forget(const QString &name)
{
    m_settings.remove(settingOf(name));
    setLeft(without(left(), name));
}

QStringList KeptSecrets::left() const
{
    return m_settings.value(leftSetting).toStringList();
}

void KeptSecrets::setLeft(const QStringList &names)
{
    if (names == left())
        return;
    if (names.isEmpty())
        m_settings.remove(leftSetting);
    else
        m_settings.setValue(leftSetting, names);
}

void KeptSecrets::removeNextTime(const QStringList &names)
{
    QStringList all = left() + names;
    all.removeDuplicates();
    setLeft(all);
}

void KeptSecrets::keepAfterAll(const QStringList &connectionIds)
{
    QStringList names = left();
    for (const QString &id : connectionIds) {
        const QString beginning = connections::secretName(id, {});
        names.removeIf([&beginning](const QString &name) { return name.startsWith(beginning); });
    }
    setLeft(names);
}

void KeptSecrets::removeLeft()
{
    if (left().isEmpty())
        return;
    m_look = std::make_unique<credentials::SecretServiceLook>();
    connect(m_look.get(), &credentials::SecretServiceLook::finished, this,
            [this] { removeLeftIn(m_look->facts()); });
}

void KeptSecrets::removeLeftIn(const credentials::SecretServiceFacts &keychain)
{
    if (!keychain.hasKeyring || keychain.isLocked)
        return;
    for (const QString &name : left()) {
        const QString keptIn = m_settings.value(settingOf(name)).toString();
        if (!keptIn.isEmpty() && keptIn != keychain.provider)
            continue;
        follow(m_secrets.remove(name), [this, name](const SecretJob &job) {
            if (!job.error())
                forget(name);
        });
    }
}

} // namespace outcrop::app
