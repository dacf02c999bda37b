// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulator/httpmessage.h"

#include <QtGlobal>

#include <memory>
#include <thread>

namespace outcrop::simulator
{

class HttpListener;

/// An HTTP/1.1 server on 127.0.0.1 and nothing else, on its own threads. Built on cpp-httplib, which parses
/// and writes; the raw request head, prompt stopping and the loopback rule are ours.
///
/// Requests whose Host header does not name the loopback interface are refused before the handler sees
/// them (DNS rebinding, reliability.md P24).
class HttpServer
{
public:
    /// Called on a connection's thread, several at a time.
    using Handler = std::function<HttpReply(const HttpRequest &)>;

    explicit HttpServer(Handler handler);
    ~HttpServer();

    /// Listens on @p port, or on any free one for 0, and returns the port.
    /// ErrorKind::Network when the port cannot be had; ErrorKind::Internal when already started.
    base::Result<quint16> start(quint16 port);

    /// Ends every connection, also those with a stream open, and returns when no thread is left. May be
    /// called without start() and twice.
    void stop();

private:
    Handler m_handler;
    std::unique_ptr<HttpListener> m_listener;
    std::thread m_thread;
};

} // namespace outcrop::simulator
