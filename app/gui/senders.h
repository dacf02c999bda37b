// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/connections.h"
#include "core/credentials/profileset.h"
#include "ui/models/connectioncontrol.h"

namespace outcrop::app
{

/// Who sends over each connection: what searches found, what stored keys and the AWS files say. Asks a source
/// only when told to.
class Senders final : public QObject
{
    Q_OBJECT

public:
    /// @p connections and @p clock must outlive it.
    Senders(Connections &connections, QProcessEnvironment environment, const base::Clock &clock,
            QObject *parent = nullptr);
    ~Senders() override;

    ui::models::Sender sender(const QString &connectionId) const;
    /// Asks the connection's sources, as a request would.
    void look(const QString &connectionId);
    /// Takes what a key that was read or typed says by itself. @p secretName: connections::secretName();
    /// secrets that are no API key of a connection are left alone.
    void noteSecret(const QString &secretName, const base::SecretString &secret, const QString &keptIn);
    /// Somebody signed in to @p profile: connections that rest on it may have other senders now.
    void noteSignIn(const QString &profile);

Q_SIGNALS:
    void changed(const QString &connectionId);

private:
    /// What was found, and the settings it was found with.
    struct Found {
        credentials::IdentityFacts facts;
        connections::ConnectionSpec spec;
    };

    void take(const QString &connectionId, const credentials::IdentityFacts &facts);
    const credentials::ProfileSet *profiles() const;
    QString profileOf(const connections::ConnectionSpec &spec) const;

    Connections &m_connections;
    QProcessEnvironment m_environment;
    const base::Clock &m_clock;
    std::map<QString, Found> m_found;
    std::map<QString, std::unique_ptr<credentials::ResolveJob>> m_searches;
    mutable std::optional<credentials::ProfileSet> m_profiles; ///< as they were read at m_profilesRead
    mutable std::optional<std::chrono::nanoseconds> m_profilesRead;
};

} // namespace outcrop::app
