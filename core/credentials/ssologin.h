// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/fetchjob.h"
#include "core/credentials/oidcclient.h"
#include "core/credentials/providercontext.h"

#include <QTimer>

#include <memory>

namespace outcrop::credentials
{

/// One sign-in to IAM Identity Center by the device flow (RFC 8628): a client is registered (or the
/// registered one used again), a code is asked for and shown, the person confirms it in a browser, and the
/// token is written to the cache that the AWS tools share (mode 0600).
///
/// codeReady() comes at most once, then finished(): error() says why it failed. abort() cancels; to try
/// again, start another one. Error kinds: Credentials (refused by the person or the service, code expired),
/// Cancelled, UnexpectedAnswer, Storage (the token could not be kept), those of the wire.
class SsoLogin final : public base::Job
{
    Q_OBJECT

public:
    /// @p second is how long a second of waiting between two questions is; tests make it short.
    SsoLogin(std::shared_ptr<const ProviderContext> context, SsoSettings settings, QUrl service,
             std::chrono::milliseconds second = std::chrono::seconds(1));
    ~SsoLogin() override;

    /// For the profile of that name. Errors: BadInput and Credentials for a profile that has no SSO, or a
    /// malformed one; those of ProfileSet::load().
    static base::Result<std::unique_ptr<SsoLogin>> forProfile(std::shared_ptr<const ProviderContext> context,
                                                              const QString &profile);

    void abort() override;

    const SsoSettings &settings() const { return m_settings; }
    const std::optional<base::Error> &error() const { return m_error; }
    /// What the person has to confirm; nothing before codeReady().
    const std::optional<oidc::DeviceAuthorization> &device() const { return m_device; }

Q_SIGNALS:
    /// The code can be shown, and the browser opened at device()->verificationUriComplete.
    void codeReady();

private:
    void send(const net::HttpRequest &request, void (SsoLogin::*then)(const FetchJob &));
    void registerClient();
    void registered(const FetchJob &answer);
    void askForCode();
    void codeAnswered(const FetchJob &answer);
    void waitForPerson();
    void poll();
    void polled(const FetchJob &answer);
    void end(std::optional<base::Error> error);
    QDateTime now() const { return m_context->clock->utcNow(); }

    std::shared_ptr<const ProviderContext> m_context;
    SsoSettings m_settings;
    QUrl m_service;
    std::chrono::milliseconds m_second;
    QString m_path; ///< of the token
    SsoToken m_token;
    oidc::Registration m_client;
    bool m_clientIsOld = false; ///< from the cache; the service may have forgotten it
    std::optional<oidc::DeviceAuthorization> m_device;
    std::unique_ptr<FetchJob> m_fetch;
    QTimer m_wait;
    std::optional<base::Error> m_error;
};

} // namespace outcrop::credentials
