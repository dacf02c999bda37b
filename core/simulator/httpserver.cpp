// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/httpserver.h"

#include "core/simulator/httplistener.h"

namespace outcrop::simulator
{

HttpServer::HttpServer(Handler handler) : m_handler(std::move(handler)) {}

HttpServer::~HttpServer()
{
    stop();
}

base::Result<quint16> HttpServer::start(quint16 port)
{
    if (m_listener)
        return base::makeError(base::ErrorKind::Internal,
                               QStringLiteral("The simulator is already running."));
    auto listener = std::make_unique<HttpListener>(m_handler);
    const int bound = listener->bindLoopback(port);
    if (bound <= 0) {
        return base::makeError(
            base::ErrorKind::Network,
            QStringLiteral("The simulator could not listen on 127.0.0.1 port %1.").arg(port),
            QStringLiteral("Choose another port, or 0 for any free one."));
    }
    m_listener = std::move(listener);
    m_thread = std::thread([server = m_listener.get()] { server->serve(); });
    m_listener->waitUntilServing();
    return static_cast<quint16>(bound);
}

void HttpServer::stop()
{
    if (!m_listener)
        return;
    m_listener->requestStop();
    m_thread.join();
    m_listener.reset();
}

} // namespace outcrop::simulator
