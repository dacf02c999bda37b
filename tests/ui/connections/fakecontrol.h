// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionstore.h"
#include "ui/models/connectioncontrol.h"

#include <map>

namespace outcrop::test
{

/// Secrets in a map and checks by hand: what the dialog asks for, without a keychain or a network.
class FakeConnectionControl final : public ui::models::ConnectionControl
{
    Q_OBJECT

public:
    explicit FakeConnectionControl(connections::ConnectionStore &store) : m_store(store) {}

    QStringList profiles() const override
    {
        QStringList names;
        for (const auto &profile : found)
            names.append(profile.name);
        return names;
    }
    int importProfiles() override { return m_store.importProfiles(found); }
    void saveSecret(const QString &name, const base::SecretString &secret) override
    {
        if (secret.isEmpty()) {
            secrets.erase(name);
            missing.clear();
        } else {
            secrets[name] = secret;
        }
        Q_EMIT secretChanged(name);
    }
    ui::models::SecretState secretState(const QString &name) const override
    {
        using Kind = ui::models::SecretState::Kind;
        if (secrets.contains(name))
            return {Kind::Kept, QStringLiteral("in the keychain")};
        return missing.isEmpty() ? ui::models::SecretState{Kind::NotSet, QStringLiteral("not set")}
                                 : ui::models::SecretState{Kind::Missing, missing};
    }
    ui::models::Sender sender(const QString &id) const override
    {
        const auto known = senders.find(id);
        return known == senders.end() ? ui::models::Sender() : known->second;
    }
    void lookForSender(const QString &id) override { looked.append(id); }
    void signIn(const QString &id) override { signedIn.append(id); }
    QDateTime now() const override { return time; }
    QString proxyRoute(const QString &) const override { return route; }
    void startCheck(const QString &id) override
    {
        checking = id;
        Q_EMIT checkChanged(id);
    }
    void stopCheck() override
    {
        const QString id = std::exchange(checking, QString());
        Q_EMIT checkChanged(id);
    }
    bool isChecking(const QString &id) const override { return checking == id; }
    std::vector<ui::models::CheckStep> checkSteps(const QString &) const override { return steps; }
    QString checkAdvice(const QString &) const override { return advice; }
    QString checkPolicy(const QString &) const override { return policy; }
    QString lastChecked(const QString &) const override { return QStringLiteral("10:58"); }
    QString checkReport(const QString &id) const override { return QStringLiteral("report of %1").arg(id); }

    std::vector<credentials::ProfileFacts> found;
    std::map<QString, base::SecretString> secrets;
    QString missing; ///< what is said of each secret that is not there; empty: it was never set
    std::map<QString, ui::models::Sender> senders;
    QString route = QStringLiteral("none");
    QStringList looked;
    QStringList signedIn;
    QDateTime time{{2026, 1, 15}, {10, 0}, Qt::UTC};
    std::vector<ui::models::CheckStep> steps;
    QString advice;
    QString policy;
    QString checking;

private:
    connections::ConnectionStore &m_store;
};

} // namespace outcrop::test
