// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/connections.h"
#include "app/gui/runbridge.h"
#include "app/gui/storedexchanges.h"
#include "app/gui/tokencounter.h"
#include "app/gui/transcriptfeed.h"
#include "app/gui/turnactions.h"
#include "core/conversation/undojournal.h"
#include "core/conversation/variablestore.h"
#include "ui/models/transcriptmodel.h"

#include <memory>

class QSettings;

namespace outcrop::ui::models
{
class LibraryControl;
}

namespace outcrop::ui::shell
{
class MainWindow;
struct WindowContext;
} // namespace outcrop::ui::shell

namespace outcrop::ui::transcript
{
class TranscriptView;
}

namespace outcrop::app
{

/// One open conversation with everything that is its own: what runs it, what it
/// shows, its panes. Sessions know nothing of each other; one that is not shown
/// goes on.
class Session : public QObject
{
    Q_OBJECT

public:
    /// What all sessions share; not owned.
    struct Services {
        client::ConverseClient &client;
        const base::Clock &clock;
        history::ExchangeStore *store; ///< null when it could not be opened
        Connections &connections;
        QString undoDir;                        ///< where the steps of undo are kept between starts
        net::HttpTransport &transport;          ///< for what is asked beside runs
        conversation::VariableStore &variables; ///< for all conversations
        /// What is known to mend an error of an answer that came over the connection of a name; may be empty.
        std::function<ui::models::ErrorRemedy(const QString &connection, const base::Error &error)> remedyFor;
    };

    using UndoSteps = std::optional<conversation::UndoJournal::Content>;

    /// @p shared: what the window's context has besides what is this session's
    /// own.
    Session(std::unique_ptr<conversation::ConversationDocument> document, const UndoSteps &steps,
            const Services &services, const ui::shell::WindowContext &shared);
    /// closeDown(), then the panes go.
    ~Session() override;

    conversation::ConversationDocument &document() { return *m_document; }
    run::RunController &run() { return *m_run; }
    RunBridge &bridge() { return *m_bridge; }
    ui::models::TranscriptModel &transcript() { return m_transcript; }
    ui::transcript::TranscriptView &transcriptView() { return *m_transcriptView; }
    /// The steps of undo that were kept in @p undoDir for a file; on any thread. A journal of another state
    /// of the file, or a torn one, is as none.
    static UndoSteps keptUndo(const QString &undoDir, const QString &path,
                              QHash<QByteArray, json::Json> blobs);
    /// The same at once, for a document that was just opened.
    static void restoreUndo(conversation::ConversationDocument &document, const QString &undoDir);

    /// Owned until somebody makes it a child.
    ui::shell::MainWindow &panes();

    /// Goes to where something was found in it.
    void showFound(const ui::models::FoundPlace &place);
    /// Ends a run, keeping what arrived, and saves everything. Harmless when
    /// called twice.
    void closeDown();
    /// Ends a run and forgets what was not saved.
    void abandon();

private:
    void followConnection();
    void nameByFirstMessage();
    void keepUndo();
    void openLink(const QUrl &url);

    Connections &m_connections;
    const QString m_undoDir;
    std::unique_ptr<conversation::ConversationDocument> m_document;
    std::unique_ptr<run::RunController> m_run;
    std::unique_ptr<RunBridge> m_bridge;
    std::unique_ptr<StoredExchanges> m_exchanges;
    ui::models::TranscriptModel m_transcript;
    std::unique_ptr<TranscriptFeed> m_feed;
    ui::transcript::TranscriptView *m_transcriptView; ///< a child of the panes
    std::unique_ptr<TurnActions> m_turns;
    std::unique_ptr<TokenCounter> m_counter;
    QPointer<ui::shell::MainWindow> m_panes;
};

} // namespace outcrop::app
