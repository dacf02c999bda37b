// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connectiondesk.h"

#include "core/base/logging.h"
#include "core/connections/connectionstore.h"
#include "core/connections/waysout.h"
#include "core/history/exchangestore.h"

#include <QDir>
#include <QLocale>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using connections::CheckedStep;
using credentials::SecretJob;
using ui::models::CheckStep;

CheckStep::State shownState(CheckedStep::State state)
{
    switch (state) {
    case CheckedStep::State::Waiting:
        return CheckStep::State::Waiting;
    case CheckedStep::State::Running:
        return CheckStep::State::Running;
    case CheckedStep::State::Ok:
        return CheckStep::State::Ok;
    case CheckedStep::State::Warning:
        return CheckStep::State::Warning;
    case CheckedStep::State::Failed:
        return CheckStep::State::Failed;
    case CheckedStep::State::Skipped:
        return CheckStep::State::Skipped;
    }
    Q_UNREACHABLE();
}

/// A connection that leads nowhere fails at its first step, with the reason.
std::vector<CheckedStep> refusedAtOnce(const base::Error &why)
{
    return {{CheckedStep::Kind::Name, CheckedStep::State::Failed, why.message, std::nullopt, why}};
}

} // namespace

ConnectionDesk::ConnectionDesk(Surroundings surroundings, QObject *parent)
    : ConnectionControl(parent)
    , m_with(std::move(surroundings))
    , m_senders(std::make_unique<Senders>(m_with.connections, m_with.environment, m_with.clock))
{
    connect(m_senders.get(), &Senders::changed, this, &ConnectionDesk::senderChanged);
}

ConnectionDesk::~ConnectionDesk() = default;

std::vector<credentials::ProfileFacts> ConnectionDesk::profileList() const
{
    const auto files =
        credentials::ProfileFiles::locate(m_with.environment, m_with.environment.value(u"HOME"_s));
    const auto set = credentials::ProfileSet::load(files);
    if (!set) {
        qCWarning(lcUi).noquote() << set.error().message;
        return {};
    }
    return credentials::profileFacts(*set);
}

QStringList ConnectionDesk::profiles() const
{
    QStringList names;
    for (const credentials::ProfileFacts &profile : profileList())
        names.append(profile.name);
    return names;
}

int ConnectionDesk::importProfiles()
{
    return m_with.connections.store()->importProfiles(profileList());
}

void ConnectionDesk::follow(std::unique_ptr<SecretJob> job, const std::function<void(SecretJob &)> &end) const
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

void ConnectionDesk::setSecretState(const QString &name, const QString &state) const
{
    m_states[name] = state;
    Q_EMIT const_cast<ConnectionDesk *>(this)->secretChanged(name);
}

void ConnectionDesk::saveSecret(const QString &name, const base::SecretString &secret)
{
    m_states[name].clear();
    m_asked.insert(name);
    m_senders->noteSecret(name, secret, m_with.secrets.name());
    if (secret.isEmpty()) {
        follow(m_with.secrets.remove(name), [this, name](SecretJob &job) {
            setSecretState(name, job.error() ? u"%1 %2"_s.arg(job.error()->message, job.error()->advice)
                                             : tr("not set"));
        });
        return;
    }
    if (m_with.store)
        m_with.store->registerSecret(secret);
    follow(m_with.secrets.write(name, secret), [this, name](SecretJob &) {
        const auto why = m_with.secrets.whyInMemory(name);
        setSecretState(name, why ? tr("in memory until Outcrop quits: %1 %2").arg(why->message, why->advice)
                                 : tr("in %1").arg(m_with.secrets.name()));
    });
}

void ConnectionDesk::lookUp(const QString &name) const
{
    m_asked.insert(name);
    follow(m_with.secrets.read(name), [this, name](SecretJob &job) {
        if (job.secret() && m_with.store)
            m_with.store->registerSecret(*job.secret());
        if (job.secret())
            m_senders->noteSecret(name, *job.secret(), m_with.secrets.name());
        setSecretState(name, job.error()    ? u"%1 %2"_s.arg(job.error()->message, job.error()->advice)
                             : job.secret() ? tr("in %1").arg(m_with.secrets.name())
                                            : tr("not set"));
    });
}

QString ConnectionDesk::secretState(const QString &name) const
{
    if (!m_asked.contains(name))
        lookUp(name);
    const auto known = m_states.find(name);
    return known == m_states.end() ? QString() : known->second;
}

ui::models::Sender ConnectionDesk::sender(const QString &connectionId) const
{
    return m_senders->sender(connectionId);
}

void ConnectionDesk::lookForSender(const QString &connectionId)
{
    m_senders->look(connectionId);
}

void ConnectionDesk::signIn(const QString &connectionId)
{
    const auto signIn = sender(connectionId).signIn;
    if (!signIn || !m_with.signIn)
        return;
    m_signingIn = connectionId;
    m_with.signIn(signIn->profile);
}

void ConnectionDesk::noteSignIn(const QString &profile)
{
    m_senders->noteSignIn(profile);
    if (const QString id = std::exchange(m_signingIn, QString()); !id.isEmpty())
        m_senders->look(id);
}

QString ConnectionDesk::proxyRoute(const QString &connectionId) const
{
    const connections::ConnectionSpec *spec = m_with.connections.store()->find(connectionId);
    const auto target = spec ? m_with.connections.target(spec->name) : std::nullopt;
    if (!target)
        return {};
    const auto route = connections::routeOf(*spec, m_with.environment, target->endpoint);
    if (!route)
        return route.error().message;
    if (!route->proxy.isEmpty())
        return route->proxy;
    return route->isExempt      ? tr("none for this address")
           : route->asksDesktop ? tr("no variable names one; the desktop is asked")
                                : tr("none");
}

QString ConnectionDesk::nameOf(const QString &connectionId) const
{
    const connections::ConnectionSpec *spec = m_with.connections.store()->find(connectionId);
    return spec ? spec->name : QString();
}

void ConnectionDesk::startCheck(const QString &connectionId)
{
    stopCheck();
    const connections::ConnectionSpec *spec = m_with.connections.store()->find(connectionId);
    if (!spec)
        return;
    const auto target = m_with.connections.target(spec->name);
    const auto options = spec->kind == connections::ConnectionKind::Simulator
                             ? base::Result<net::TransportOptions>(net::TransportOptions{})
                             : connections::transportOf(*spec, m_with.environment);
    if (!target || !options) {
        const base::Error why = !options ? options.error()
                                         : base::makeError(base::ErrorKind::BadInput,
                                                           tr("This connection cannot be used as it is."),
                                                           tr("Correct what is marked above."));
        m_known[connectionId] = {refusedAtOnce(why), why.advice, {}, m_with.clock.utcNow()};
        Q_EMIT checkChanged(connectionId);
        return;
    }
    if (!options->proxyLogin) {
        beginCheck(connectionId, *target, *options);
        return;
    }
    // The first steps go through the proxy already.
    const QString name = connections::secretName(connectionId, connections::proxyPasswordSecret());
    follow(m_with.secrets.read(name),
           [this, connectionId, target = *target, options = *options](SecretJob &job) {
               if (job.secret())
                   options.proxyLogin->password = *job.secret();
               beginCheck(connectionId, target, options);
           });
}

void ConnectionDesk::beginCheck(const QString &connectionId, const client::ConnectionTarget &target,
                                const net::TransportOptions &options)
{
    const connections::ConnectionSpec *spec = m_with.connections.store()->find(connectionId);
    if (!spec || m_check)
        return;
    m_checkedId = connectionId;
    m_check = std::make_unique<connections::ConnectionCheck>(
        connections::CheckRequest{target, options, client::listRequestFor(target, m_with.profilePrefixes),
                                  m_with.modelId(), m_with.profilePrefixes,
                                  spec->kind != connections::ConnectionKind::Gateway},
        m_with.transport, m_with.client, m_with.clock);
    connect(m_check.get(), &connections::ConnectionCheck::changed, this, &ConnectionDesk::takeCheck);
    connect(m_check.get(), &base::Job::finished, this, [this] {
        takeCheck();
        const QString id = std::exchange(m_checkedId, QString());
        m_check.release()->deleteLater();
        Q_EMIT checkChanged(id);
    });
    takeCheck();
}

void ConnectionDesk::takeCheck()
{
    m_known[m_checkedId] = {m_check->steps(), m_check->advice(), m_check->policy(), m_with.clock.utcNow()};
    Q_EMIT checkChanged(m_checkedId);
}

void ConnectionDesk::stopCheck()
{
    if (m_check)
        m_check->abort();
}

bool ConnectionDesk::isChecking(const QString &connectionId) const
{
    return m_check && m_checkedId == connectionId;
}

std::vector<CheckStep> ConnectionDesk::checkSteps(const QString &connectionId) const
{
    std::vector<CheckStep> shown;
    const auto known = m_known.find(connectionId);
    if (known == m_known.end())
        return shown;
    for (const CheckedStep &step : known->second.steps)
        shown.push_back({connections::stepTitle(step.kind), step.detail, shownState(step.state), step.took});
    return shown;
}

QString ConnectionDesk::checkAdvice(const QString &connectionId) const
{
    const auto known = m_known.find(connectionId);
    return known == m_known.end() ? QString() : known->second.advice;
}

QString ConnectionDesk::checkPolicy(const QString &connectionId) const
{
    const auto known = m_known.find(connectionId);
    return known == m_known.end() ? QString() : known->second.policy;
}

QString ConnectionDesk::lastChecked(const QString &connectionId) const
{
    const auto known = m_known.find(connectionId);
    return known == m_known.end()
               ? QString()
               : QLocale().toString(known->second.at.toLocalTime().time(), QLocale::ShortFormat);
}

QString ConnectionDesk::checkReport(const QString &connectionId) const
{
    const auto known = m_known.find(connectionId);
    return known == m_known.end()
               ? QString()
               : connections::reportOf(nameOf(connectionId), known->second.steps, known->second.advice);
}

void ConnectionDesk::removeLeftSecrets()
{
    for (const connections::ConnectionSpec &spec : m_with.connections.store()->removedForGood()) {
        for (const QString &name : connections::secretNames(spec))
            follow(m_with.secrets.remove(name), [](SecretJob &) {});
    }
}

} // namespace outcrop::app
