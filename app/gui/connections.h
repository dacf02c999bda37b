// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/client/conversecall.h"
#include "core/connections/connectionstore.h"
#include "core/connections/connectiontargets.h"
#include "core/credentials/codeprompt.h"
#include "ui/models/connectionsmodel.h"

#include <QProcessEnvironment>

#include <map>
#include <memory>

namespace outcrop::simulator
{
class Simulator;
}

namespace outcrop::app
{

/// Names that conversations keep.
QString simulatorConnectionName();
QString environmentConnectionName();

/// The places to send to: what the picker shows of them, and the targets behind the names.
class Connections : public QObject
{
    Q_OBJECT

public:
    explicit Connections(QObject *parent = nullptr);
    ~Connections() override;

    ui::models::ConnectionsModel &model() { return m_model; }

    /// The built-in simulator, which runs, or @p failure why it does not.
    void addSimulator(const simulator::Simulator &simulator, const std::optional<base::Error> &failure);
    /// What the AWS variables of the environment lead to; nothing is added when there are none. @p clock must
    /// outlive the targets.
    void addEnvironment(const QProcessEnvironment &environment, const base::Clock &clock);

    /// Reads the file of connections and follows its store from then on, behind the built-in ones, which are
    /// to be added first. Gives what is wrong with the file. Clock and secrets must outlive the targets.
    std::optional<base::Error> open(const QString &path, const QProcessEnvironment &environment,
                                    const base::Clock &clock, credentials::SecretStore &secrets);
    /// Null before open().
    connections::ConnectionStore *store() { return m_store.get(); }
    /// Asks a person for MFA codes.
    credentials::CodePrompt &codes() { return *m_codes; }

    /// Nothing when there is no such connection or it cannot be used.
    std::optional<client::ConnectionTarget> target(const QString &name);
    /// Why target() is nothing, for a connection that can be edited.
    std::optional<base::Error> problem(const QString &name);

    /// What came of a check of the connection @p id: shown until the connection is changed, is checked again
    /// or answers. @p words: what it warned of or failed at, empty for State::Ready.
    void noteCheck(const QString &id, ui::models::ConnectionRow::State state, const QString &words);
    /// What a check said is no longer known to be so.
    void forgetCheck(const QString &id);

Q_SIGNALS:
    /// A target may be another one now.
    void changed();
    /// What came of a search for who sends over the connection @p id.
    void senderFound(const QString &id, const outcrop::credentials::IdentityFacts &facts);
    void renamed(const QString &before, const QString &after);
    void saveFailed(const outcrop::base::Error &error);

private:
    void addBuiltIn(connections::ConnectionKind kind, const ui::models::ConnectionRow &row);
    void follow();
    void inserted(int row);
    void replaced(int row);
    void showAll();
    ui::models::ConnectionRow rowOf(const connections::ConnectionSpec &spec);
    ui::models::ConnectionRow asChecked(const QString &id, ui::models::ConnectionRow row) const;

    std::unique_ptr<credentials::CodePrompt> m_codes; ///< first: targets ask it to their end
    ui::models::ConnectionsModel m_model;
    std::map<QString, client::ConnectionTarget> m_targets; ///< of the built-in ones
    std::vector<connections::ConnectionSpec> m_builtIn;
    std::unique_ptr<connections::ConnectionTargets> m_made; ///< of the others
    std::unique_ptr<connections::ConnectionStore> m_store;
    std::map<QString, QString> m_names; ///< by id, as they are shown

    struct Checked {
        ui::models::ConnectionRow::State state;
        QString words;
    };
    std::map<QString, Checked> m_checked; ///< by id; those that are not as they should be
    std::map<QString, ui::models::ConnectionRow> m_builtInRows; ///< by id, without what a check said
};

} // namespace outcrop::app
