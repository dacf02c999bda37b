// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session.h"

#include "core/base/atomicfile.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"
#include "core/conversation/blobs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowcontext.h"
#include "ui/transcript/transcriptview.h"

#include <QDesktopServices>
#include <QDir>
#include <QUrl>

namespace outcrop::app
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using ui::transcript::TranscriptView;

namespace
{

QByteArray journalOf(const QString &undoDir, const QString &path)
{
    const auto journal = base::RegularFile::read(conversation::UndoJournal::pathFor(undoDir, path),
                                                 2 * conversation::UndoJournal::mostBytes);
    return journal ? journal->bytes : QByteArray();
}

} // namespace

Session::Session(std::unique_ptr<ConversationDocument> document, const UndoSteps &steps,
                 const Services &services, const ui::shell::WindowContext &shared)
    : m_connections(services.connections)
    , m_undoDir(services.undoDir)
    , m_document(std::move(document))
    , m_run(std::make_unique<run::RunController>(services.client, services.clock))
    , m_transcriptView(new TranscriptView)
{
    if (steps)
        conversation::UndoJournal::restore(*m_document, *steps);
    m_run->setDocument(m_document.get());
    m_bridge = std::make_unique<RunBridge>(*m_run);
    m_exchanges = std::make_unique<StoredExchanges>(services.store, *m_run);
    m_feed = std::make_unique<TranscriptFeed>(*m_run, m_transcript);
    if (services.remedyFor)
        m_feed->setRemedies([this, remedyFor = services.remedyFor](const base::Error &error) {
            return remedyFor(m_document->conversation().connectionName, error);
        });
    m_feed->setDocument(m_document.get());
    connect(m_document.get(), &ConversationDocument::connectionChanged, this, &Session::followConnection);
    connect(m_document.get(), &ConversationDocument::connectionChanged, m_feed.get(),
            &TranscriptFeed::refreshErrors);
    connect(&m_connections, &Connections::changed, m_feed.get(), &TranscriptFeed::refreshErrors);
    connect(&m_connections, &Connections::changed, this, &Session::followConnection);
    connect(&m_connections, &Connections::renamed, this, [this](const QString &before, const QString &after) {
        if (m_document->conversation().connectionName == before)
            m_document->setConnectionName(after);
    });
    followConnection();
    m_bridge->watchDocument();

    m_transcriptView->setModel(&m_transcript);
    connect(m_transcriptView, &TranscriptView::retryRequested, m_bridge.get(), &RunBridge::retry);
    connect(m_transcriptView, &TranscriptView::linkActivated, this, &Session::openLink);
    connect(m_run.get(), &run::RunController::runStarted, m_transcriptView, &TranscriptView::followBottom);
    connect(m_run.get(), &run::RunController::runStarted, this, &Session::nameByFirstMessage);
    m_turns = std::make_unique<TurnActions>(*m_document, *m_bridge, m_transcriptView);

    connect(m_run.get(), &run::RunController::runFinished, m_turns.get(), &TurnActions::noteAnswer);

    m_counter = std::make_unique<TokenCounter>(
        *m_document, [this](const QString &connection) { return m_connections.target(connection); },
        services.transport, services.clock);
    const auto shareVariables = [this, store = &services.variables] {
        m_document->setLibraryVariables(store->values());
    };
    shareVariables();
    connect(&services.variables, &conversation::VariableStore::changed, this, shareVariables);

    ui::shell::WindowContext context = shared;
    context.document = m_document.get();
    context.run = m_bridge.get();
    context.exchanges = m_exchanges.get();
    context.transcript = m_transcriptView;
    context.turns = m_turns.get();
    context.tokenCount = m_counter.get();
    context.variables = &services.variables;
    m_panes = new ui::shell::MainWindow(context);
}

Session::~Session()
{
    closeDown();
    delete m_panes;
}

ui::shell::MainWindow &Session::panes()
{
    return *m_panes;
}

void Session::showFound(const ui::models::FoundPlace &place)
{
    m_turns->showFound(place);
    m_panes->showFound(place); // the exchange that is meant, whatever that of the turn is
}

void Session::closeDown()
{
    if (m_run)
        m_run->stopNow();
    if (!m_document)
        return;
    // Which file it is shows when nothing is on its way any more.
    if (const auto saved = m_document->saver().saveNow(); saved.ok())
        keepUndo();
    else if (m_document->saver().hasUnsavedChanges())
        qCWarning(lcStore).noquote() << "The conversation could not be saved:" << saved.error().message;
}

Session::UndoSteps Session::keptUndo(const QString &undoDir, const QString &path,
                                     QHash<QByteArray, json::Json> blobs)
{
    const QByteArray journal = journalOf(undoDir, path);
    return conversation::UndoJournal::read(journal, conversation::blobFolderFor(path), blobs);
}

void Session::restoreUndo(ConversationDocument &document, const QString &undoDir)
{
    const QString path = document.saver().path();
    if (!path.isEmpty())
        conversation::UndoJournal::restore(document, journalOf(undoDir, path));
}

// At the end, when everything is in the file. Without it the next start merely begins without undo.
void Session::keepUndo()
{
    const QString path = m_document->saver().path();
    if (path.isEmpty() || !QDir().mkpath(m_undoDir))
        return;
    const QString journal = conversation::UndoJournal::pathFor(m_undoDir, path);
    const QByteArray bytes = conversation::UndoJournal::write(*m_document);
    if (bytes.isEmpty())
        QFile::remove(journal);
    else
        (void)base::AtomicFile::write(journal, bytes);
}

void Session::abandon()
{
    m_run->stopNow();
    m_document->saver().abandon();
}

void Session::followConnection()
{
    m_run->setTarget(m_connections.target(m_document->conversation().connectionName));
    m_bridge->noteTarget();
}

// A list of conversations without titles tells nobody anything.
void Session::nameByFirstMessage()
{
    constexpr qsizetype longest = 60;
    const conversation::Conversation &conversation = m_document->conversation();
    if (!conversation.title.isEmpty() || conversation.turns.empty())
        return;
    for (const conversation::Block &block : conversation.turns.front().content) {
        QString title = block.value.value("text"_L1).toString().simplified();
        if (title.isEmpty())
            continue;
        if (title.size() > longest)
            title =
                title.left(title.lastIndexOf(u' ', longest) > longest / 2 ? title.lastIndexOf(u' ', longest)
                                                                          : longest) +
                QChar(0x2026);
        m_document->setTitle(title);
        return;
    }
}

// Comes after the person saw the whole address and agreed. Nothing but the web
// and mail is ever opened.
void Session::openLink(const QUrl &url)
{
    static const QStringList schemes{u"https"_s, u"http"_s, u"mailto"_s};
    if (schemes.contains(url.scheme()))
        QDesktopServices::openUrl(url);
}

} // namespace outcrop::app
