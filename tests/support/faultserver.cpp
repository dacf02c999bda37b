// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver.h"

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace outcrop::testsupport
{

namespace
{

void useCertificate(SSL_CTX *context, const ThrowawayCertificate &certificate)
{
    BIO *keyBio =
        BIO_new_mem_buf(certificate.keyPem.constData(), static_cast<int>(certificate.keyPem.size()));
    EVP_PKEY *key = PEM_read_bio_PrivateKey(keyBio, nullptr, nullptr, nullptr);
    BIO *bio = BIO_new_mem_buf(certificate.certificatePem.constData(),
                               static_cast<int>(certificate.certificatePem.size()));
    X509 *x509 = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context, x509);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(x509);
    EVP_PKEY_free(key);
    BIO_free_all(bio);
    BIO_free_all(keyBio);
}

/// A peer that is gone must be an error of the write, not a signal (OpenSSL writes without MSG_NOSIGNAL).
void blockSigpipe()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

FaultServer::FaultServer(FaultScript onRequest) : m_onRequest(std::move(onRequest))
{
    listen();
}

FaultServer::FaultServer(FaultScript onRequest, const ThrowawayCertificate &certificate, int newest)
    : m_onRequest(std::move(onRequest)), m_context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free)
{
    SSL_CTX_set_security_level(m_context.get(), 0); // it is the client that has to be strict
    SSL_CTX_set_min_proto_version(m_context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(m_context.get(), newest);
    useCertificate(m_context.get(), certificate);
    listen();
}

FaultServer::FaultServer(FaultScript onAccept, FaultScript onRequest)
    : m_onAccept(std::move(onAccept)), m_onRequest(std::move(onRequest))
{
    listen();
}

FaultServer::~FaultServer()
{
    m_counters.stopping = true;
    m_acceptor.join();
    ::close(m_listener);
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
}

void FaultServer::listen()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address);
    ::listen(m_listener, 64);
    socklen_t length = sizeof address;
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length);
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { acceptLoop(); });
}

QUrl FaultServer::url(const QByteArray &target) const
{
    const QByteArray scheme = m_context ? "https" : "http";
    return QUrl::fromEncoded(scheme + "://127.0.0.1:" + QByteArray::number(m_port) + target,
                             QUrl::StrictMode);
}

std::vector<RecordedRequest> FaultServer::recorded() const
{
    const std::lock_guard lock(m_mutex);
    return m_recorded;
}

void FaultServer::acceptLoop()
{
    while (!m_counters.stopping) {
        pollfd watched{m_listener, POLLIN, 0};
        if (::poll(&watched, 1, 20) <= 0)
            continue;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        const int number = ++m_counters.connections;
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket, number] {
            blockSigpipe();
            serve(socket, number);
        });
    }
}

void FaultServer::serve(int socket, int number)
{
    SSL *tls = m_context ? SSL_new(m_context.get()) : nullptr;
    if (tls)
        SSL_set_fd(tls, socket);
    {
        FaultConnection connection(socket, tls, number, m_counters);
        bool goOn = true;
        if (m_onAccept) {
            m_onAccept(connection);
            goOn = connection.takeKeepOpen();
        }
        if (goOn && tls) {
            goOn = SSL_accept(tls) == 1;
            if (goOn)
                ++m_handshakes;
        }
        if (goOn)
            talk(connection);
        connection.finish();
        const std::lock_guard lock(m_mutex);
        m_sockets.remove(socket); // before the connection's destructor makes the number free again
    }
}

void FaultServer::talk(FaultConnection &connection)
{
    const auto record = [this](const RecordedRequest &request, int) {
        const std::lock_guard lock(m_mutex);
        m_recorded.push_back(request);
    };
    do {
        if (!connection.readRequest(record))
            return;
        m_onRequest(connection);
    } while (connection.takeKeepOpen() && !m_counters.stopping);
}

} // namespace outcrop::testsupport
