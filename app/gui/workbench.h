// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/apppaths.h"
#include "app/gui/connectiondesk.h"
#include "app/gui/connections.h"
#include "app/gui/documentfolder.h"
#include "app/gui/modellists.h"
#include "app/gui/sessions.h"
#include "app/gui/signin.h"
#include "core/credentials/keychainstore.h"
#include "core/net/qthttptransport.h"
#include "core/search/searchservice.h"
#include "core/simulator/simulator.h"

#include <QPointer>
#include <QProcessEnvironment>
#include <QSettings>

#include <memory>
#include <vector>

namespace outcrop::ui::connections
{
class ConnectionDialog;
}

namespace outcrop::ui::shell
{
class Frame;
}

namespace outcrop::ui::transcript
{
class TranscriptView;
}

namespace outcrop::ui::widgets
{
class Theme;
}

namespace outcrop::app
{

/// What a window is started with.
struct WorkbenchSettings {
    AppPaths paths; ///< prepared: the folders exist
    QProcessEnvironment environment;
    QString file;                      ///< conversation or Converse request body to open; empty: the last one
    simulator::Options simulator = {}; ///< of the built-in simulator
    ui::widgets::Theme *theme = nullptr; ///< not owned; may be null
    std::optional<base::Error> hintOfUser =
        std::nullopt; ///< noticeOfUser(); shown until it is dismissed for good
};

/// Creates every service in order, puts them together and keeps them: the composition root of the window.
/// There are no singletons; what needs another thing is given it here.
class Workbench : public QObject
{
    Q_OBJECT

public:
    explicit Workbench(const WorkbenchSettings &settings, QObject *parent = nullptr);
    /// closeDown(), then everything in reverse order.
    ~Workbench() override;

    ui::shell::Frame &window() { return *m_frame; }
    Sessions &sessions() { return *m_sessions; }
    SignIn &signIn() { return *m_signIn; }
    search::SearchService &search() { return *m_search; }

    // Of the conversation that is shown.
    ui::transcript::TranscriptView &transcriptView() { return m_sessions->current().transcriptView(); }
    ui::models::TranscriptModel &transcript() { return m_sessions->current().transcript(); }
    conversation::ConversationDocument &document() { return m_sessions->current().document(); }
    run::RunController &run() { return m_sessions->current().run(); }
    /// Null when the store could not be opened.
    history::ExchangeStore *exchanges() { return m_store.get(); }
    simulator::Simulator &simulator() { return m_simulator; }
    Connections &connections() { return m_connections; }

    /// Ends a run, keeping what arrived, and saves everything. Harmless when called twice.
    void closeDown();

private:
    void openStore(const QString &path);
    void registerSecrets(const QProcessEnvironment &environment);
    void startConnections(const QProcessEnvironment &environment, const QString &file);
    std::unique_ptr<conversation::ConversationDocument> openDocument(const DocumentFolder &folder,
                                                                     const QString &file);
    void makeModelLists(const AppPaths &paths);
    void makeConnectionDesk(const QProcessEnvironment &environment);
    void showConnections();
    /// What helps with the error of that answer.
    void showConnectionFor(const conversation::Conversation &conversation, const QString &turnId);
    void enterKeyFor(const conversation::Conversation &conversation, const QString &turnId);
    void signInFor(Session &session, const QString &turnId);
    void startSessions(const WorkbenchSettings &settings);
    void learnFrom(const conversation::Conversation &conversation, const QString &turnId);
    void tell(const base::Error &error);

    base::SystemClock m_clock;
    std::vector<base::Error> m_notices; ///< of the start, shown once the window is there
    std::unique_ptr<history::ExchangeStore> m_store;
    simulator::Simulator m_simulator;
    credentials::KeychainStore m_keychain;
    credentials::SecretKeeper m_secrets{m_keychain};
    Connections m_connections;
    std::unique_ptr<net::QtHttpTransport> m_transport; ///< of what stays on this computer
    std::unique_ptr<client::ConverseClient> m_client;
    QSettings m_settings;
    catalog::ModelCatalog m_catalog;
    std::unique_ptr<RuleMemory> m_rules;
    std::unique_ptr<ModelLists> m_models;
    std::unique_ptr<ConnectionDesk> m_desk;
    std::unique_ptr<search::SearchService> m_search;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<conversation::VariableStore> m_variables;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<ui::shell::Frame> m_frame;
    QPointer<ui::connections::ConnectionDialog> m_connectionDialog; ///< the frame's child
};

} // namespace outcrop::app
