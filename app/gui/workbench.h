// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/apppaths.h"
#include "app/gui/connections.h"
#include "app/gui/documentfolder.h"
#include "app/gui/modellists.h"
#include "app/gui/runbridge.h"
#include "app/gui/signin.h"
#include "app/gui/storedexchanges.h"
#include "app/gui/transcriptfeed.h"
#include "app/gui/turnactions.h"
#include "core/net/qthttptransport.h"
#include "core/simulator/simulator.h"
#include "ui/models/transcriptmodel.h"

#include <QProcessEnvironment>
#include <QSettings>
#include <QUrl>

#include <memory>
#include <vector>

namespace outcrop::ui::shell
{
class MainWindow;
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

    ui::shell::MainWindow &window() { return *m_window; }
    ui::transcript::TranscriptView &transcriptView() { return *m_transcriptView; }
    ui::models::TranscriptModel &transcript() { return m_transcript; }
    conversation::ConversationDocument &document() { return *m_document; }
    run::RunController &run() { return *m_run; }
    SignIn &signIn() { return *m_signIn; }
    /// Null when the store could not be opened.
    history::ExchangeStore *exchanges() { return m_store.get(); }
    simulator::Simulator &simulator() { return m_simulator; }

    /// Ends a run, keeping what arrived, and saves everything. Harmless when called twice.
    void closeDown();

private:
    void openStore(const QString &path);
    void registerSecrets(const QProcessEnvironment &environment);
    void startConnections(const QProcessEnvironment &environment);
    void openDocument(const WorkbenchSettings &settings);
    void makeModelLists(const AppPaths &paths);
    void makeWindow(const WorkbenchSettings &settings);
    void followConnection();
    void learnFrom(const QString &turnId);
    void openLink(const QUrl &url);
    void tell(const base::Error &error);

    base::SystemClock m_clock;
    std::vector<base::Error> m_notices; ///< of the start, shown once the window is there
    std::unique_ptr<history::ExchangeStore> m_store;
    simulator::Simulator m_simulator;
    Connections m_connections;
    std::unique_ptr<net::QtHttpTransport> m_transport; ///< of what stays on this computer
    std::unique_ptr<client::ConverseClient> m_client;
    std::unique_ptr<conversation::ConversationDocument> m_document;
    std::unique_ptr<run::RunController> m_run;
    std::unique_ptr<RunBridge> m_bridge;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<StoredExchanges> m_exchanges;
    ui::models::TranscriptModel m_transcript;
    std::unique_ptr<TranscriptFeed> m_feed;
    std::unique_ptr<TurnActions> m_turns;
    QSettings m_settings;
    catalog::ModelCatalog m_catalog;
    std::unique_ptr<RuleMemory> m_rules;
    std::unique_ptr<ModelLists> m_models;
    std::unique_ptr<ui::shell::MainWindow> m_window;
    ui::transcript::TranscriptView *m_transcriptView = nullptr; ///< the window's child
};

} // namespace outcrop::app
