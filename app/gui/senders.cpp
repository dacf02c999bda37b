// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/senders.h"

#include "core/credentials/signinfacts.h"

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using connections::AuthKind;
using connections::ConnectionKind;
using connections::ConnectionSpec;
using credentials::IdentityFacts;

/// A list of connections asks for each of them in a row; the files are read once for that.
constexpr std::chrono::seconds filesAreGoodFor{1};

bool sendsTheSame(const ConnectionSpec &a, const ConnectionSpec &b)
{
    return a.auth == b.auth && a.profile == b.profile && a.accessKeyId == b.accessKeyId;
}

} // namespace

Senders::Senders(Connections &connections, QProcessEnvironment environment, const base::Clock &clock,
                 QObject *parent)
    : QObject(parent), m_connections(connections), m_environment(std::move(environment)), m_clock(clock)
{
    connect(&connections, &Connections::senderFound, this, &Senders::take);
}

Senders::~Senders() = default;

const credentials::ProfileSet *Senders::profiles() const
{
    const auto now = m_clock.monotonic();
    if (!m_profilesRead || now - *m_profilesRead > filesAreGoodFor) {
        const auto set = credentials::ProfileSet::load(
            credentials::ProfileFiles::locate(m_environment, m_environment.value(u"HOME"_s)));
        m_profiles = set ? std::optional(*set) : std::nullopt;
        m_profilesRead = now;
    }
    return m_profiles ? &*m_profiles : nullptr;
}

/// The profile that may be asked; empty when none is.
QString Senders::profileOf(const ConnectionSpec &spec) const
{
    if (spec.kind == ConnectionKind::Simulator)
        return {};
    if (spec.kind != ConnectionKind::Environment && spec.auth == AuthKind::AwsProfile)
        return spec.profile;
    if (spec.kind != ConnectionKind::Environment && spec.auth != AuthKind::AwsChain)
        return {};
    const QString named = credentials::profileFromEnvironment(m_environment);
    return named.isEmpty() ? u"default"_s : named;
}

ui::models::Sender Senders::sender(const QString &connectionId) const
{
    ui::models::Sender sender;
    const ConnectionSpec *spec = m_connections.store()->find(connectionId);
    if (!spec)
        return sender;
    sender.isLooking = m_searches.contains(connectionId);
    const auto found = m_found.find(connectionId);
    if (found != m_found.end() && sendsTheSame(found->second.spec, *spec))
        sender.found = found->second.facts;
    const QString profile = profileOf(*spec);
    const credentials::ProfileSet *set = profile.isEmpty() ? nullptr : profiles();
    if (set) {
        sender.signIn =
            credentials::signInFacts(*set, profile, m_environment.value(u"HOME"_s), m_clock.utcNow());
        sender.notices = set->notices();
    }
    return sender;
}

void Senders::look(const QString &connectionId)
{
    const ConnectionSpec *spec = m_connections.store()->find(connectionId);
    const auto target = spec ? m_connections.target(spec->name) : std::nullopt;
    if (!target || !target->credentials || m_searches.contains(connectionId))
        return;
    auto job = target->credentials->resolve();
    // The target keeps the provider, which has to outlive the search.
    connect(job.get(), &credentials::ResolveJob::finished, this,
            [this, connectionId, provider = target->credentials] {
                const auto done = m_searches.find(connectionId);
                done->second.release()->deleteLater(); // its signal is what is being handled
                m_searches.erase(done);
                Q_EMIT changed(connectionId);
            });
    m_searches[connectionId] = std::move(job);
    Q_EMIT changed(connectionId);
}

void Senders::take(const QString &connectionId, const IdentityFacts &facts)
{
    const ConnectionSpec *spec = m_connections.store()->find(connectionId);
    if (!spec)
        return;
    Found &known = m_found[connectionId];
    const bool saysLess = facts.kind == IdentityFacts::Kind::None && sendsTheSame(known.spec, *spec) &&
                          known.facts.kind == IdentityFacts::Kind::ApiKey;
    if (saysLess) { // a key that was refused is still the key that is there
        known.facts.error = facts.error;
        known.facts.tried = facts.tried;
    } else {
        known.facts = facts;
    }
    known.spec = *spec;
    Q_EMIT changed(connectionId);
}

void Senders::noteSecret(const QString &secretName, const base::SecretString &secret, const QString &keptIn)
{
    for (const ConnectionSpec &spec : m_connections.store()->all()) {
        if (spec.auth != AuthKind::BearerStored ||
            secretName != connections::secretName(spec.id, connections::tokenSecret()))
            continue;
        m_found.erase(spec.id);
        if (secret.isEmpty())
            Q_EMIT changed(spec.id);
        else
            take(spec.id, credentials::apiKeyFacts(secret, keptIn));
    }
}

void Senders::noteSignIn(const QString &profile)
{
    m_profilesRead.reset();
    for (const ConnectionSpec &spec : m_connections.store()->all()) {
        const auto signIn = sender(spec.id).signIn;
        if (!signIn || signIn->profile != profile)
            continue;
        m_found.erase(spec.id);
        Q_EMIT changed(spec.id);
    }
}

} // namespace outcrop::app
