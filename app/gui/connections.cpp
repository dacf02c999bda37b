// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"

#include "app/gui/codedialog.h"
#include "app/gui/modelcatalog.h"
#include "core/connections/environmentconnection.h"
#include "core/credentials/observedprovider.h"
#include "core/credentials/staticprovider.h"
#include "core/simulator/simulator.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using client::ConnectionTarget;
using connections::AuthKind;
using connections::ConnectionKind;
using connections::ConnectionSpec;
using connections::ConnectionStore;
using ui::models::ConnectionRow;

QString tr(const char *text)
{
    return QCoreApplication::translate("Connections", text);
}

QString addressOf(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    return url.port() > 0 ? u"%1:%2"_s.arg(host).arg(url.port()) : host;
}

aws::Credentials keysOf(const simulator::Options &options)
{
    aws::Credentials keys;
    keys.accessKeyId = options.accessKeyId;
    keys.secretAccessKey = options.secretAccessKey;
    if (!options.sessionToken.isEmpty())
        keys.sessionToken = options.sessionToken;
    keys.source = tr("built-in simulator");
    return keys;
}

ConnectionRow environmentRow(const connections::EnvironmentConnection &connection)
{
    const ConnectionTarget &target = connection.target;
    ConnectionRow row;
    row.name = environmentConnectionName();
    row.detail = target.region.isEmpty() ? addressOf(target.endpoint) : target.region;
    row.models = catalogModelIds();
    if (connection.problem) {
        row.state = ConnectionRow::State::Unavailable;
        row.stateText = u"%1 %2"_s.arg(connection.problem->message, connection.problem->advice);
        return row;
    }
    const QString address = addressOf(target.endpoint);
    if (target.auth == ConnectionTarget::Auth::Bearer)
        row.stateText = tr("API key of the environment, sent to %1").arg(address);
    else if (connection.profile.isEmpty())
        row.stateText = tr("Keys of the environment, signed for %1, sent to %2").arg(target.region, address);
    else
        row.stateText =
            tr("Profile %1, signed for %2, sent to %3").arg(connection.profile, target.region, address);
    return row;
}

/// How it proves who sends, with a place for where to.
QString authText(const ConnectionSpec &spec)
{
    switch (spec.auth) {
    case AuthKind::AwsChain:
        return tr("AWS credentials as the tools find them, sent to %1");
    case AuthKind::AwsProfile:
        return tr("Profile %1, sent to %2").arg(spec.profile, u"%1"_s);
    case AuthKind::AwsKeys:
        return tr("Keys of the keychain, sent to %1");
    case AuthKind::BearerEnvironment:
        return tr("API key of the environment, sent to %1");
    case AuthKind::BearerStored:
        return tr("API key of the keychain, sent to %1");
    case AuthKind::Header:
        return tr("Key of the keychain in %1, sent to %2").arg(spec.headerName, u"%1"_s);
    case AuthKind::None:
        return tr("No key, sent to %1");
    }
    return {};
}

} // namespace

QString simulatorConnectionName()
{
    return u"Simulator"_s;
}

QString environmentConnectionName()
{
    return u"Environment"_s;
}

Connections::Connections(QObject *parent) : QObject(parent), m_codes(std::make_unique<CodeDialog>()) {}

Connections::~Connections() = default;

void Connections::addBuiltIn(ConnectionKind kind, const ConnectionRow &row)
{
    ConnectionSpec spec;
    spec.id = connections::kindName(kind);
    spec.name = row.name;
    spec.kind = kind;
    m_builtIn.push_back(spec);
    m_builtInRows.insert_or_assign(spec.id, row);
    m_model.put(row);
}

void Connections::addSimulator(const simulator::Simulator &simulator,
                               const std::optional<base::Error> &failure)
{
    ConnectionRow row;
    row.name = simulatorConnectionName();
    row.models = catalogModelIds();
    row.models.prepend(simulatorModelId);
    if (failure) {
        row.state = ConnectionRow::State::Unavailable;
        row.stateText = failure->message;
        addBuiltIn(ConnectionKind::Simulator, row);
        return;
    }
    row.detail = tr("built in");
    row.stateText = tr("Simulator on %1, no model behind it").arg(addressOf(simulator.url()));
    addBuiltIn(ConnectionKind::Simulator, row);

    ConnectionTarget target;
    target.name = row.name;
    target.endpoint = simulator.url();
    target.region = simulator.options().region;
    target.auth = ConnectionTarget::Auth::SigV4;
    target.credentials =
        std::make_shared<credentials::StaticProvider>(tr("built-in simulator"), keysOf(simulator.options()));
    m_targets.insert_or_assign(row.name, target);
}

void Connections::addEnvironment(const QProcessEnvironment &environment, const base::Clock &clock)
{
    if (!connections::namesConnection(environment))
        return;
    const connections::EnvironmentConnection connection =
        connections::environmentConnection(environment, clock, {{}, {}, std::nullopt, {}, m_codes.get()});
    const ConnectionRow row = environmentRow(connection);
    addBuiltIn(ConnectionKind::Environment, row);
    if (connection.problem)
        return;
    ConnectionTarget target = connection.target;
    target.name = row.name;
    target.transport = std::make_shared<net::QtHttpTransport>(connection.transport);
    if (target.credentials)
        target.credentials = std::make_shared<credentials::ObservedProvider>(
            target.credentials, [this](const credentials::IdentityFacts &facts) {
                Q_EMIT senderFound(connections::kindName(ConnectionKind::Environment), facts);
            });
    m_targets.insert_or_assign(row.name, target);
}

std::optional<base::Error> Connections::open(const QString &path, const QProcessEnvironment &environment,
                                             const base::Clock &clock, credentials::SecretStore &secrets)
{
    m_made = std::make_unique<connections::ConnectionTargets>(
        connections::TargetSurroundings{&clock, environment, &secrets, m_codes.get(),
                                        [this](const QString &id, const credentials::IdentityFacts &facts) {
                                            Q_EMIT senderFound(id, facts);
                                        }});
    m_store = std::make_unique<ConnectionStore>(path);
    for (const ConnectionSpec &spec : m_builtIn)
        m_store->addBuiltIn(spec);
    const auto problem = m_store->load();
    showAll();
    follow();
    return problem;
}

void Connections::follow()
{
    connect(m_store.get(), &ConnectionStore::inserted, this, &Connections::inserted);
    connect(m_store.get(), &ConnectionStore::changed, this, &Connections::replaced);
    connect(m_store.get(), &ConnectionStore::removed, this, [this](int, const QString &id) {
        m_model.remove(m_names[id]);
        m_names.erase(id);
        m_checked.erase(id);
        m_made->forget(id);
        Q_EMIT changed();
    });
    connect(m_store.get(), &ConnectionStore::saveFailed, this, &Connections::saveFailed);
}

// The model puts a new row at its end; what stands behind it in the store is put there again.
void Connections::inserted(int row)
{
    for (int later = row + 1; later < m_store->count(); ++later)
        m_model.remove(m_store->at(later).name);
    showAll();
    Q_EMIT changed();
}

void Connections::replaced(int row)
{
    const ConnectionSpec &spec = m_store->at(row);
    const QString before = m_names[spec.id];
    m_checked.erase(spec.id);
    if (before != spec.name) {
        for (int later = row + 1; later < m_store->count(); ++later)
            m_model.remove(m_store->at(later).name);
        m_model.remove(before);
        showAll();
        Q_EMIT renamed(before, spec.name);
    } else {
        m_model.put(rowOf(spec));
    }
    Q_EMIT changed();
}

void Connections::showAll()
{
    for (const ConnectionSpec &spec : m_store->all()) {
        if (spec.isBuiltIn())
            continue;
        m_names[spec.id] = spec.name;
        if (m_model.rowOf(spec.name) < 0)
            m_model.put(rowOf(spec));
    }
}

ConnectionRow Connections::rowOf(const ConnectionSpec &spec)
{
    ConnectionRow row;
    row.name = spec.name;
    row.models = catalogModelIds();
    const auto target = m_made->target(spec);
    if (!target) {
        row.state = ConnectionRow::State::Unavailable;
        row.detail = spec.region;
        row.stateText = u"%1 %2"_s.arg(target.error().message, target.error().advice);
        return row;
    }
    const QString address = addressOf(target->endpoint);
    const bool isAws = spec.kind == ConnectionKind::Aws;
    row.detail = isAws ? target->region : address + target->endpoint.path();
    row.stateText = authText(spec).arg(isAws ? address : row.detail);
    return asChecked(spec.id, row);
}

ConnectionRow Connections::asChecked(const QString &id, ConnectionRow row) const
{
    const auto checked = m_checked.find(id);
    if (checked == m_checked.end() || row.state != ConnectionRow::State::Ready)
        return row;
    row.state = checked->second.state;
    row.stateText = u"%1 · %2"_s.arg(checked->second.words, row.stateText);
    return row;
}

void Connections::noteCheck(const QString &id, ConnectionRow::State state, const QString &words)
{
    if (state == ConnectionRow::State::Ready)
        m_checked.erase(id);
    else
        m_checked.insert_or_assign(id, Checked{state, words});
    const ConnectionSpec *spec = m_store ? m_store->find(id) : nullptr;
    const auto builtIn = m_builtInRows.find(id);
    if (builtIn != m_builtInRows.end())
        m_model.put(asChecked(id, builtIn->second));
    else if (spec)
        m_model.put(rowOf(*spec));
}

void Connections::forgetCheck(const QString &id)
{
    if (m_checked.contains(id))
        noteCheck(id, ConnectionRow::State::Ready, {});
}

std::optional<ConnectionTarget> Connections::target(const QString &name)
{
    const auto found = m_targets.find(name);
    if (found != m_targets.end())
        return found->second;
    const ConnectionSpec *spec = m_store ? m_store->findByName(name) : nullptr;
    if (!spec || spec->isBuiltIn())
        return std::nullopt;
    const auto made = m_made->target(*spec);
    return made ? std::optional(*made) : std::nullopt;
}

std::optional<base::Error> Connections::problem(const QString &name)
{
    const ConnectionSpec *spec = m_store ? m_store->findByName(name) : nullptr;
    if (!spec || spec->isBuiltIn())
        return std::nullopt;
    const auto made = m_made->target(*spec);
    return made ? std::nullopt : std::optional(made.error());
}

} // namespace outcrop::app
