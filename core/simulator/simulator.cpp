// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/simulator.h"

#include "core/simulator/httpserver.h"
#include "core/simulator/service.h"

#include <QRandomGenerator>

namespace outcrop::simulator
{

namespace
{

const base::SystemClock systemClock;

/// @p digits random base-32 digits from the system's generator.
QByteArray randomKey(qsizetype digits)
{
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QByteArray key;
    for (qsizetype i = 0; i < digits; ++i)
        key.append(alphabet[QRandomGenerator::system()->bounded(static_cast<int>(sizeof alphabet - 1))]);
    return key;
}

/// A key made for this run (reliability.md P24), so that nothing else on the machine can use the simulator by
/// accident.
void fillIn(Options &options)
{
    if (options.accessKeyId.isEmpty())
        options.accessKeyId = "OUTCROPSIM" + randomKey(10);
    if (options.secretAccessKey.isEmpty())
        options.secretAccessKey = base::SecretString(randomKey(40));
    if (options.bearerToken.isEmpty())
        options.bearerToken = base::SecretString("outcrop-simulator-" + randomKey(32));
    if (!options.clock)
        options.clock = &systemClock;
}

} // namespace

Simulator::Simulator(Options options) : m_options(std::move(options))
{
    fillIn(m_options);
    m_service = std::make_unique<Service>(m_options);
    m_server = std::make_unique<HttpServer>(
        [this](const HttpRequest &request) { return m_service->handle(request); });
}

Simulator::~Simulator()
{
    stop();
}

base::Result<quint16> Simulator::start()
{
    const base::Result<quint16> port = m_server->start(m_options.port);
    if (port)
        m_port = *port;
    return port;
}

void Simulator::stop()
{
    m_server->stop();
    m_port = 0;
}

QUrl Simulator::url() const
{
    return isRunning() ? QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)) : QUrl();
}

qint64 Simulator::requestCount() const
{
    return m_service->requestCount();
}

} // namespace outcrop::simulator
