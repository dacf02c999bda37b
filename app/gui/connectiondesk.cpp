// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connectiondesk.h"

#include "core/base/logging.h"
#include "core/connections/connectionstore.h"
#include "core/connections/waysout.h"
#include "core/history/exchangestore.h"

#include <QDir>
#include <QLocale>

#include <algorithm>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using connections::CheckedStep;
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
    , m_secrets(m_with.secrets, m_with.settings)
{
    connect(&m_secrets, &KeptSecrets::changed, this, &ConnectionDesk::secretChanged);
    connect(&m_secrets, &KeptSecrets::seen, this, &ConnectionDesk::noteSecret);
    connect(m_senders.get(), &Senders::changed, this, &ConnectionDesk::senderChanged);
    const connections::ConnectionStore *store = m_with.connections.store();
    connect(store, &connections::ConnectionStore::changed, this,
            [this, store](int row) { stopCheckOf(store->at(row).id); });
    connect(store, &connections::ConnectionStore::removed, this,
            [this](int, const QString &id) { stopCheckOf(id); });
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

void ConnectionDesk::noteSecret(const QString &name, const base::SecretString &secret)
{
    if (m_with.store && !secret.isEmpty())
        m_with.store->registerSecret(secret);
    m_senders->noteSecret(name, secret, m_secrets.whereKept());
}

void ConnectionDesk::saveSecret(const QString &name, const base::SecretString &secret)
{
    m_secrets.save(name, secret);
    for (const connections::ConnectionSpec &spec : m_with.connections.store()->all()) {
        if (!connections::secretNames(spec).contains(name))
            continue;
        stopCheckOf(spec.id);
        m_with.connections.forgetCheck(spec.id);
    }
}

ui::models::SecretState ConnectionDesk::secretState(const QString &name) const
{
    return m_secrets.state(name);
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
    for (const connections::ConnectionSpec &spec : m_with.connections.store()->all()) {
        if (spec.profile != profile)
            continue;
        stopCheckOf(spec.id);
        m_with.connections.forgetCheck(spec.id);
    }
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
        const base::Error cannot =
            base::makeError(base::ErrorKind::BadInput, tr("This connection cannot be used as it is."),
                            tr("Correct what is marked above."));
        const base::Error why =
            !options ? options.error() : m_with.connections.problem(spec->name).value_or(cannot);
        m_known[connectionId] = {refusedAtOnce(why), why.advice, {}, m_with.clock.utcNow()};
        noteOutcome(connectionId);
        Q_EMIT checkChanged(connectionId);
        return;
    }
    m_checkedId = connectionId;
    if (!options->proxyLogin) {
        beginCheck(connectionId, *target, *options);
        return;
    }
    // The first steps go through the proxy already.
    const QString name = connections::secretName(connectionId, connections::proxyPasswordSecret());
    m_secrets.read(name, [this, connectionId, target = *target, options = *options,
                          asked = m_checksAsked](const auto &password) {
        if (asked != m_checksAsked)
            return;
        if (password)
            options.proxyLogin->password = *password;
        beginCheck(connectionId, target, options);
    });
}

void ConnectionDesk::beginCheck(const QString &connectionId, const client::ConnectionTarget &target,
                                const net::TransportOptions &options)
{
    const connections::ConnectionSpec *spec = m_with.connections.store()->find(connectionId);
    if (!spec)
        return;
    m_check = std::make_unique<connections::ConnectionCheck>(
        connections::CheckRequest{target, options, client::listRequestFor(target, m_with.profilePrefixes),
                                  m_with.modelId(), m_with.profilePrefixes,
                                  spec->kind != connections::ConnectionKind::Gateway},
        m_with.transport, m_with.client, m_with.clock);
    connect(m_check.get(), &connections::ConnectionCheck::changed, this, &ConnectionDesk::takeCheck);
    connect(m_check.get(), &base::Job::finished, this, [this] { endCheck(true); });
    takeCheck();
}

void ConnectionDesk::takeCheck()
{
    m_known[m_checkedId] = {m_check->steps(), m_check->advice(), m_check->policy(), m_with.clock.utcNow()};
    Q_EMIT checkChanged(m_checkedId);
}

void ConnectionDesk::endCheck(bool isWhole)
{
    takeCheck();
    m_check->disconnect(this);
    m_check.release()->deleteLater(); // its signal may be what is being handled
    const QString id = std::exchange(m_checkedId, QString());
    if (isWhole)
        noteOutcome(id);
    Q_EMIT checkChanged(id);
}

void ConnectionDesk::stopCheck()
{
    ++m_checksAsked;
    m_checkedId = m_check ? m_checkedId : QString();
    if (!m_check)
        return;
    m_check->abort();
    endCheck(false);
}

/// What it would find is of the connection as it was.
void ConnectionDesk::stopCheckOf(const QString &connectionId)
{
    if (m_checkedId == connectionId)
        stopCheck();
}

/// The worst step is what the picker and the status line say of the connection.
void ConnectionDesk::noteOutcome(const QString &connectionId)
{
    using State = ui::models::ConnectionRow::State;
    const Known &known = m_known[connectionId];
    const auto first = [&](CheckedStep::State state) {
        return std::ranges::find(known.steps, state, &CheckedStep::state);
    };
    const auto failed = first(CheckedStep::State::Failed);
    const auto warned = first(CheckedStep::State::Warning);
    const auto worst = failed != known.steps.end() ? failed : warned;
    if (worst == known.steps.end()) {
        m_with.connections.noteCheck(connectionId, State::Ready, {});
        return;
    }
    const QString words =
        worst == failed ? tr("Check at %1 failed (%2: %3)") : tr("Check at %1 warned (%2: %3)");
    m_with.connections.noteCheck(
        connectionId, worst == failed ? State::Failing : State::Doubtful,
        words.arg(lastChecked(connectionId), connections::stepTitle(worst->kind), worst->detail));
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

void ConnectionDesk::noteLeftSecrets()
{
    QStringList names;
    for (const connections::ConnectionSpec &spec : m_with.connections.store()->removedForGood())
        names += connections::secretNames(spec);
    m_secrets.removeNextTime(names);
}

void ConnectionDesk::removeLeftSecrets()
{
    const connections::ConnectionStore &store = *m_with.connections.store();
    if (!store.isWhole())
        return;
    QStringList ids;
    for (const connections::ConnectionSpec &spec : store.all())
        ids += spec.id;
    m_secrets.keepAfterAll(ids);
    m_secrets.removeLeft();
}

} // namespace outcrop::app
