// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/httpserver.h"

#include <httplib.h>

#include <future>

namespace outcrop::simulator
{

/// cpp-httplib's server with our own connections under it.
class HttpListener final : private httplib::Server
{
public:
    /// @p handler is called for every well-formed request.
    explicit HttpListener(HttpServer::Handler handler);
    ~HttpListener() override;

    /// Binds to 127.0.0.1. The port, or -1.
    int bindLoopback(quint16 port);
    /// Accepts connections until requestStop(); runs on a thread of its own.
    void serve();
    /// Returns once serve() has reached its loop.
    void waitUntilServing() { m_serving.get_future().wait(); }
    /// Makes serve() return when every connection has ended, and every connection end soon.
    void requestStop();

private:
    bool process_and_close_socket(socket_t socket) override;
    HandlerResponse admit(const httplib::Request &request, httplib::Response &response) const;
    void answer(const httplib::Request &request, httplib::Response &response) const;
    HandlerResponse completeError(httplib::Response &response) const;

    HttpServer::Handler m_handler;
    std::promise<void> m_serving;
    int m_stopEvent = -1;
};

} // namespace outcrop::simulator
