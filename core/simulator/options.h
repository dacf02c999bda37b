// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secretstring.h"

#include <QString>

#include <chrono>

namespace outcrop::simulator
{

/// How clients prove who they are.
enum class Authentication {
    SigV4,  ///< Authorization: AWS4-HMAC-SHA256, checked against the raw request
    Bearer, ///< Authorization: Bearer TOKEN
    None,   ///< anything is let in
};

/// How a Simulator behaves. Secrets left empty are made up at start, new for every run.
struct Options {
    quint16 port = 0; ///< 0: any free one
    Authentication authentication = Authentication::SigV4;
    QByteArray accessKeyId;             ///< SigV4
    base::SecretString secretAccessKey; ///< SigV4
    base::SecretString sessionToken;    ///< SigV4; empty: requests must not need one
    base::SecretString bearerToken;     ///< Bearer
    QString region = QStringLiteral("us-east-1");
    std::chrono::milliseconds pace{6};  ///< pause before each piece of a stream; 0 for tests
    const base::Clock *clock = nullptr; ///< not owned; absent: the machine's
};

} // namespace outcrop::simulator
