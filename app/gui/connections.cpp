// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"

#include "app/gui/codedialog.h"
#include "app/gui/modelcatalog.h"
#include "core/connections/environmentconnection.h"
#include "core/credentials/staticprovider.h"
#include "core/simulator/simulator.h"

#include <QCoreApplication>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using client::ConnectionTarget;
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

} // namespace

QString simulatorConnectionName()
{
    return u"Simulator"_s;
}

QString environmentConnectionName()
{
    return u"Environment"_s;
}

Connections::Connections() : m_codes(std::make_unique<CodeDialog>()) {}

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
        m_model.put(row);
        return;
    }
    row.detail = tr("built in");
    row.stateText = tr("Simulator on %1, no model behind it").arg(addressOf(simulator.url()));
    m_model.put(row);

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
    m_model.put(row);
    if (connection.problem)
        return;
    ConnectionTarget target = connection.target;
    target.name = row.name;
    target.transport = std::make_shared<net::QtHttpTransport>(connection.transport);
    m_targets.insert_or_assign(row.name, target);
}

std::optional<ConnectionTarget> Connections::target(const QString &name) const
{
    const auto found = m_targets.find(name);
    return found == m_targets.end() ? std::nullopt : std::optional(found->second);
}

} // namespace outcrop::app
