// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulator/options.h"

#include <QString>
#include <QUrl>

#include <memory>

namespace outcrop::simulator
{

class HttpServer;
class Service;

/// A Bedrock runtime endpoint on 127.0.0.1 without a model behind it: real HTTP, real frames, real signature
/// check. Runs on its own threads and needs no event loop. It answers Converse, ConverseStream, InvokeModel
/// and InvokeModelWithResponseStream (Anthropic messages bodies), CountTokens, ListFoundationModels and
/// ListInferenceProfiles. See directives.h for what a user text can make it do.
class Simulator
{
public:
    explicit Simulator(Options options = {});
    ~Simulator();
    Simulator(const Simulator &) = delete;
    Simulator &operator=(const Simulator &) = delete;

    /// Listens and returns the port. ErrorKind::Network when the port cannot be had, ErrorKind::Internal when
    /// it runs already.
    base::Result<quint16> start();
    /// Returns when no connection is left, within moments also while streams are open. start() may follow.
    void stop();
    bool isRunning() const { return m_port != 0; }

    /// "http://127.0.0.1:PORT"; empty while it does not run.
    QUrl url() const;
    /// The options in force: with the secrets that were made up, so that a client can be given them.
    const Options &options() const { return m_options; }
    /// Requests received so far, refused ones included.
    qint64 requestCount() const;

private:
    Options m_options;
    std::unique_ptr<Service> m_service;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
};

} // namespace outcrop::simulator
