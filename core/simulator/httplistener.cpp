// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/httplistener.h"

#include "core/simulator/connectionthreads.h"
#include "core/simulator/httpconnection.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace outcrop::simulator
{

using namespace std::chrono_literals;

namespace
{

/// How long an idle connection is kept open for its next request.
constexpr std::chrono::seconds idleTimeout = 60s;
constexpr size_t requestsPerConnection = 100'000;
/// Largest request body. Twice the largest InvokeModel body (25 MB, protocol/converse.md 7), rounded up.
constexpr qint64 bodyBytes = 64LL * 1024 * 1024;
constexpr int acceptBacklog = 128;
const char anyPath[] = R"([\s\S]*)";

/// The connection whose request the current thread is working on.
thread_local HttpConnection *currentConnection = nullptr;

bool namesLoopback(QByteArrayView host)
{
    const qsizetype colon = host.lastIndexOf(':');
    const QByteArrayView name = colon < 0 ? host : host.first(colon);
    return name == "127.0.0.1" || name.compare("localhost", Qt::CaseInsensitive) == 0;
}

void refuse(httplib::Response &response, int status, const char *type, const char *message)
{
    response.status = status;
    response.set_header("x-amzn-ErrorType", type);
    response.set_content(std::string("{\"message\":\"") + message + "\"}", "application/json");
    currentConnection->abandon();
}

/// Sends the pieces of @p source as HTTP chunks, keeping their pauses.
httplib::ContentProviderWithoutLength chunks(BodySource source)
{
    return [source = std::move(source)](size_t, httplib::DataSink &sink) {
        const std::optional<BodyPiece> piece = source();
        if (!piece) {
            sink.done();
            return true;
        }
        const bool sent = currentConnection->pause(piece->pauseBefore) &&
                          (piece->bytes.isEmpty() ||
                           sink.write(piece->bytes.constData(), static_cast<size_t>(piece->bytes.size())));
        if (sent && !piece->thenCut)
            return true;
        currentConnection->abandon();
        return false;
    };
}

} // namespace

HttpListener::HttpListener(HttpServer::Handler handler)
    : m_handler(std::move(handler)), m_stopEvent(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    // Without SO_REUSEPORT, cpp-httplib's default, which would let a second server share the port.
    set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_tcp_nodelay(true);
    set_keep_alive_timeout(idleTimeout.count());
    set_keep_alive_max_count(requestsPerConnection);
    set_payload_max_length(static_cast<size_t>(bodyBytes));
    new_task_queue = [this] {
        m_serving.set_value();
        return new ConnectionThreads;
    };
    set_pre_routing_handler([this](const auto &request, auto &response) { return admit(request, response); });
    set_error_handler(
        HandlerWithResponse([this](const auto &, auto &response) { return completeError(response); }));
    const auto handle = [this](const auto &request, auto &response) { answer(request, response); };
    Get(anyPath, handle);
    Post(anyPath, handle);
    Put(anyPath, handle);
    Patch(anyPath, handle);
    Delete(anyPath, handle);
    Options(anyPath, handle);
}

HttpListener::~HttpListener()
{
    ::close(m_stopEvent);
}

int HttpListener::bindLoopback(quint16 port)
{
    const int bound =
        port == 0 ? bind_to_any_port("127.0.0.1") : (bind_to_port("127.0.0.1", port) ? port : -1);
    // cpp-httplib's backlog of five makes a burst of connections wait a second for a retransmitted SYN.
    if (bound > 0)
        ::listen(svr_sock_, acceptBacklog);
    return bound;
}

void HttpListener::serve()
{
    listen_after_bind();
}

/// Not Server::stop(): it closes the descriptor while the other thread may be about to accept on its number.
void HttpListener::requestStop()
{
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_stopEvent, &one, sizeof one);
    ::shutdown(svr_sock_, SHUT_RDWR);
}

bool HttpListener::process_and_close_socket(socket_t socket)
{
    HttpConnection connection(socket, m_stopEvent);
    currentConnection = &connection;
    bool open = true;
    while (open && connection.waitForRequest(idleTimeout)) {
        connection.beginRequest();
        bool closeAsked = false;
        open = process_request(connection, false, closeAsked, nullptr) && !closeAsked &&
               !connection.isAbandoned();
    }
    currentConnection = nullptr;
    if (connection.isAbandoned())
        connection.drain();
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return open;
}

/// What must be known before cpp-httplib reads the body.
httplib::Server::HandlerResponse HttpListener::admit(const httplib::Request &request,
                                                     httplib::Response &response) const
{
    const std::optional<HttpRequest> raw = parseRequestHead(currentConnection->head());
    if (!raw)
        refuse(response, 400, "SerializationException", "The request head could not be read.");
    else if (raw->headerCount("Host") != 1 || !namesLoopback(*raw->header("Host")))
        refuse(response, 403, "AccessDeniedException",
               "This simulator answers only requests addressed to 127.0.0.1 or localhost.");
    else if (raw->header("Content-Encoding"))
        refuse(response, 415, "SerializationException", "The request body must not be compressed.");
    else if (request.method != "GET" && !raw->header("Content-Length") && !raw->header("Transfer-Encoding"))
        refuse(response, 411, "SerializationException", "The request has no Content-Length.");
    else if (raw->header("Content-Length").value_or(QByteArray()).toLongLong() > bodyBytes)
        refuse(response, 413, "RequestEntityTooLargeException", "The request body is too large.");
    else
        return HandlerResponse::Unhandled;
    return HandlerResponse::Handled;
}

void HttpListener::answer(const httplib::Request &request, httplib::Response &response) const
{
    // Or cpp-httplib would compress the answer, which the service never does.
    const_cast<httplib::Request &>(request).headers.erase("Accept-Encoding");

    HttpRequest raw = *parseRequestHead(currentConnection->head());
    raw.body = QByteArray(request.body.data(), static_cast<qsizetype>(request.body.size()));
    HttpReply reply = m_handler(raw);
    if (reply.pauseBefore.count() > 0)
        currentConnection->pause(reply.pauseBefore);

    response.status = reply.status;
    std::string contentType = "application/json";
    for (const auto &[name, value] : reply.headers) {
        if (name.compare("Content-Type", Qt::CaseInsensitive) == 0)
            contentType = value.toStdString();
        else
            response.headers.emplace(name.toStdString(), value.toStdString());
    }
    if (reply.stream)
        response.set_chunked_content_provider(contentType, chunks(std::move(reply.stream)));
    else
        response.set_content(reply.body.constData(), static_cast<size_t>(reply.body.size()), contentType);
}

/// Errors cpp-httplib found by itself have no body yet, and the rest of such a request cannot be trusted.
httplib::Server::HandlerResponse HttpListener::completeError(httplib::Response &response) const
{
    if (!response.body.empty())
        return HandlerResponse::Unhandled;
    if (response.status == 413)
        refuse(response, 413, "RequestEntityTooLargeException", "The request body is too large.");
    else
        refuse(response, response.status, "SerializationException", "The request could not be read.");
    return HandlerResponse::Handled;
}

} // namespace outcrop::simulator
