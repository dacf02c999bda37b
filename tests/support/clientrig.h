// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/converseclient.h"
#include "core/net/qthttptransport.h"
#include "tests/support/faultscripts.h"

#include <QTemporaryDir>

/// The whole way of a call, from ConverseClient to a server on loopback, with a store on disk.
namespace outcrop::testsupport
{

/// One frame of an event stream, as Bedrock writes it.
QByteArray eventFrame(const QByteArray &type, const QByteArray &json);
QByteArray exceptionFrame(const QByteArray &type, const QByteArray &json);

/// A whole streamed answer: the words of @p text as deltas, then messageStop and metadata.
QByteArray textStream(const QByteArray &text = "Hello from the stream");
/// The same without metadata and messageStop.
QByteArray unfinishedStream(const QByteArray &text = "Hello from the stream");
/// A whole answer that is not streamed.
QByteArray textAnswer();

/// A call and everything it said.
struct CallLog {
    struct Retry {
        int next = 0;
        int most = 0;
        std::chrono::milliseconds wait{0};
        base::Error why;
    };

    std::unique_ptr<client::ConverseJob> job;
    std::vector<int> attempts;
    std::vector<int> statuses;
    std::vector<client::FrameSummary> frames;
    std::vector<stream::Change::Kind> changes;
    std::vector<Retry> retries;
    int finished = 0;

    client::ConverseResult result() const { return job->result(); }
    base::ErrorKind kind() const;
    QString text() const;     ///< of all text blocks as folded
    QString problems() const; ///< message and detail of the error, for a test's failure message
};

/// Transport, store, clock and client.
class ClientRig
{
public:
    explicit ClientRig(const net::TransportOptions &options = {}, const base::Clock *clock = nullptr);

    client::ConverseClient &client() { return *m_client; }
    history::ExchangeStore &store() { return *m_store; }
    net::HttpTransport &transport() { return m_transport; }
    QString folder() const { return m_folder.path(); }

    /// A signed streaming call to @p endpoint.
    client::ConverseCall call(const QUrl &endpoint) const;
    /// Starts it; the log fills while the event loop runs.
    std::unique_ptr<CallLog> start(const client::ConverseCall &call);
    /// Starts it and waits for its end.
    std::unique_ptr<CallLog> run(const client::ConverseCall &call);

    /// Returns when it has ended, or after 20 s.
    static void waitForEnd(const CallLog &log);

    static aws::Credentials keys();

private:
    QTemporaryDir m_folder;
    base::SystemClock m_clock;
    net::QtHttpTransport m_transport;
    std::unique_ptr<history::ExchangeStore> m_store;
    std::unique_ptr<client::ConverseClient> m_client;
};

} // namespace outcrop::testsupport
