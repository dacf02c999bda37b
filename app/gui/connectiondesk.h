// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/keptsecrets.h"
#include "app/gui/senders.h"
#include "core/client/converseclient.h"
#include "core/connections/connectioncheck.h"
#include "core/credentials/profilefacts.h"
#include "core/credentials/secretkeeper.h"
#include "ui/models/connectioncontrol.h"

#include <functional>

namespace outcrop::history
{
class ExchangeStore;
}

namespace outcrop::app
{

/// What the dialog of connections works with: profiles, secrets and checks.
class ConnectionDesk final : public ui::models::ConnectionControl
{
    Q_OBJECT

public:
    /// All of it must outlive the desk.
    struct Surroundings {
        Connections &connections;
        credentials::SecretKeeper &secrets;
        client::ConverseClient &client;
        net::HttpTransport &transport;
        const base::Clock &clock;
        history::ExchangeStore *store; ///< told of every secret that is typed; may be null
        QSettings &settings;
        QProcessEnvironment environment;
        QStringList profilePrefixes;
        std::function<QString()> modelId;            ///< of the call of one token
        std::function<void(const QString &)> signIn; ///< to a profile, by the browser
    };

    explicit ConnectionDesk(Surroundings surroundings, QObject *parent = nullptr);
    ~ConnectionDesk() override;

    QStringList profiles() const override;
    int importProfiles() override;
    void saveSecret(const QString &name, const base::SecretString &secret) override;
    ui::models::SecretState secretState(const QString &name) const override;
    ui::models::Sender sender(const QString &connectionId) const override;
    void lookForSender(const QString &connectionId) override;
    void signIn(const QString &connectionId) override;
    QDateTime now() const override { return m_with.clock.utcNow(); }
    QString proxyRoute(const QString &connectionId) const override;
    void startCheck(const QString &connectionId) override;
    void stopCheck() override;
    bool isChecking(const QString &connectionId) const override;
    std::vector<ui::models::CheckStep> checkSteps(const QString &connectionId) const override;
    QString checkAdvice(const QString &connectionId) const override;
    QString checkPolicy(const QString &connectionId) const override;
    QString lastChecked(const QString &connectionId) const override;
    QString checkReport(const QString &connectionId) const override;

    /// For a dialog that is opened anew.
    void lookAgain() { m_secrets.lookAgain(); }
    /// Somebody signed in to @p profile. Who asked for it here is looked up at once.
    void noteSignIn(const QString &profile);
    /// Secrets of connections that nothing can bring back are removed at the next start, when there is time
    /// for it: noteLeftSecrets() at the end of the program, removeLeftSecrets() at its beginning.
    /// Those of connections that are there again stay.
    void noteLeftSecrets();
    void removeLeftSecrets();

private:
    struct Known {
        std::vector<connections::CheckedStep> steps;
        QString advice;
        QString policy;
        QDateTime at;
    };

    std::vector<credentials::ProfileFacts> profileList() const;
    void noteSecret(const QString &name, const base::SecretString &secret);
    void beginCheck(const QString &connectionId, const client::ConnectionTarget &target,
                    const net::TransportOptions &options);
    void takeCheck();
    void endCheck(bool isWhole);
    void stopCheckOf(const QString &connectionId);
    void noteOutcome(const QString &connectionId);
    QString nameOf(const QString &connectionId) const;

    Surroundings m_with;
    std::unique_ptr<Senders> m_senders;
    KeptSecrets m_secrets;
    QString m_signingIn; ///< the connection for which a sign-in was asked
    QString m_checkedId;
    std::unique_ptr<connections::ConnectionCheck> m_check;
    quint64 m_checksAsked = 0; ///< one that waited for its proxy's password may not be the last any more
    std::map<QString, Known> m_known;
};

} // namespace outcrop::app
