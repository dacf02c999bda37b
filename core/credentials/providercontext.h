// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/credentials/codeprompt.h"
#include "core/net/qthttptransport.h"

#include <QProcessEnvironment>

#include <chrono>
#include <memory>

namespace outcrop::credentials
{

/// What the providers of a chain work with. Everything pointed to must outlive them and their jobs.
struct ProviderContext {
    QProcessEnvironment environment;
    QString home;   ///< where `.aws` is; empty: nowhere
    QString region; ///< chosen for the connection; goes before the environment's and the profile's
    const base::Clock *clock = nullptr;
    net::HttpTransport *transport = nullptr;
    /// Reaches the container's and the instance's endpoint. Never one with a proxy: that would be given the
    /// container's token, and would be asked for a role of its own. Null: these endpoints are not asked.
    net::HttpTransport *localTransport = nullptr;
    CodePrompt *codes = nullptr;   ///< null: nobody can be asked for an MFA code
    bool instanceMetadata = false; ///< ask 169.254.169.254 at the end of the chain (reliability.md, P25)
    std::chrono::milliseconds processDeadline = std::chrono::seconds(60); ///< reliability.md, fault 36
    qint64 processOutputBytes = 1024 * 1024;                              ///< more is not an answer
    /// Waits before a further attempt grow from this (protocol/credentials.md, "Retries").
    std::chrono::milliseconds retryBase = std::chrono::milliseconds(50);
};

/// That a context has no localTransport where one is needed.
base::Error noLocalTransport();

/// A context with transports of its own, which live as long as it does: one with @p options, and a direct one
/// for the endpoints on this machine. The rest of it is to be filled in.
std::shared_ptr<ProviderContext> contextWithTransport(const net::TransportOptions &options);

/// Which profile is meant.
struct ProfileChoice {
    QString name = QStringLiteral("default");
    /// Somebody named it: it must exist.
    bool isNamed = false;
    /// The environment may add to it (AWS_WEB_IDENTITY_TOKEN_FILE); not for a profile chosen in our settings.
    bool withEnvironment = false;

    friend bool operator==(const ProfileChoice &, const ProfileChoice &) = default;
};

} // namespace outcrop::credentials
