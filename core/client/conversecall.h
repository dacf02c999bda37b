// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/provider.h"
#include "core/net/httptransport.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace outcrop::client
{

/// Phases that may take another time than the usual.
struct DeadlineChanges {
    std::optional<std::chrono::milliseconds> connect = std::nullopt;
    std::optional<std::chrono::milliseconds> head = std::nullopt;
    std::optional<std::chrono::milliseconds> idle = std::nullopt;
    std::optional<std::chrono::milliseconds> total = std::nullopt;

    net::Deadlines appliedTo(net::Deadlines deadlines) const;
};

/// Where and how to send. Holds no secret: those come from the provider for each attempt.
struct ConnectionTarget {
    enum class Auth {
        SigV4,  ///< signed with keys
        Bearer, ///< Authorization: Bearer
        None,   ///< a gateway without one, or with its key among the extra headers
    };

    QString name;  ///< as the user knows the connection
    QUrl endpoint; ///< scheme, host, port and base path; see aws::endpoint()
    QString region;
    Auth auth = Auth::SigV4;
    net::HttpHeaders extraHeaders = {};
    bool allowPlainHttp = false;                            ///< http to other hosts than this computer
    std::optional<net::Deadlines> deadlines = std::nullopt; ///< instead of the usual ones
    DeadlineChanges deadlineChanges = {};                   ///< of the usual ones, or of `deadlines`
    bool plainModelPath = false;                            ///< see aws::ModelPath::Plain
    int concurrency = 0; ///< most calls of this name at a time; 0: no limit
    /// Asked once for each attempt; with Auth::None only for secret header fields, if there are any.
    std::shared_ptr<credentials::CredentialsProvider> credentials = nullptr;
    /// The way out: its own proxy and certificates. Null: the client's.
    std::shared_ptr<net::HttpTransport> transport = nullptr;
};

/// One call of Converse or ConverseStream.
struct ConverseCall {
    ConnectionTarget target;
    QString modelId;
    bool stream = true;
    QByteArray body; ///< sent byte for byte
    /// Instead of `body`: writes it, once and on another thread, as 25 MB of attachments take their time.
    std::function<QByteArray()> writeBody = nullptr;
    QString conversationId;
    QString turnId;
};

} // namespace outcrop::client
