// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/drafting.h"
#include "ui/composer/composer.h"
#include "ui/editors/libraryshelves.h"
#include "ui/editors/requestpane.h"
#include "ui/inspector/inspector.h"
#include "ui/models/librarycontrol.h"
#include "ui/models/runcontrol.h"
#include "ui/models/turncontrol.h"
#include "ui/requestdock/jsonpane.h"
#include "ui/requestdock/requestdock.h"
#include "ui/shell/actions.h"
#include "ui/shell/cachewatch.h"
#include "ui/shell/canvas.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/docklayout.h"
#include "ui/shell/keysheet.h"
#include "ui/shell/notices.h"
#include "ui/shell/requestcheck.h"
#include "ui/shell/requestlink.h"
#include "ui/shell/rightpane.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QDockWidget>
#include <QResizeEvent>
#include <QSettings>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::ConversationDocument;
using inspector::Inspector;
using models::RunControl;
using requestdock::RequestDock;

namespace
{

constexpr int usualWidth = 1400;
constexpr int usualHeight = 880;
constexpr int leftWidth = 330;
constexpr int rightWidth = 380;

// Below these widths of the window a dock folds away: what is left of the transcript would be too narrow.
constexpr int rightNeeds = 1120;
constexpr int leftNeeds = 820;

const QString themeKey = QStringLiteral("theme");

} // namespace

MainWindow::MainWindow(const WindowContext &context, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_actions(new Actions(&context.document->undoStack(), this))
    , m_docks(new DockLayout(this, context.settings))
    , m_topBar(new TopBar(context, m_actions))
    , m_request(new editors::RequestPane(context.document, context.variables))
    , m_composer(new composer::Composer(context.document, context.run))
    , m_check(new RequestCheck(context, m_request, m_composer, this))
    , m_notices(new Notices(context))
    , m_inspector(new Inspector(context.exchanges))
    , m_requestDock(new RequestDock(context.document, context.turns))
    , m_right(new RightPane(m_inspector, m_requestDock, context.settings))
    , m_status(new StatusLine(context))
{
    setMinimumSize(640, 480);
    // In the order in which Tab goes through them.
    setMenuWidget(m_topBar);
    m_leftDock = m_docks->add({QStringLiteral("request"), tr("Request"), Qt::LeftDockWidgetArea, leftWidth,
                               leftNeeds, m_actions->leftDock},
                              m_request, m_request->takeHeader());
    setCentralWidget(makeCentre());
    m_rightDock = m_docks->add({QStringLiteral("inspector"), tr("Inspector"), Qt::RightDockWidgetArea,
                                rightWidth, rightNeeds, m_actions->rightDock},
                               m_right, m_right->header());
    m_request->offerJson(m_actions->requestJson);
    new RequestLink(m_requestDock, m_request, context.turns, this);
    setStatusBar(m_status);
    new CacheWatch(context, &m_request->tools(), &m_request->systemBlocks(), this);
    connectRun();
    connectPlaces();
    connectLibrary();
    connect(m_actions->resetLayout, &QAction::triggered, m_docks, &DockLayout::reset);
    connectThemes();
    m_inspector->showExchange(CacheWatch::lastExchange(*context.document));
    resize(usualWidth, usualHeight);
    m_docks->restore();
    updateTitle();
    m_composer->focusText();
}

MainWindow::~MainWindow()
{
    m_docks->save();
}

QWidget *MainWindow::makeCentre()
{
    auto *centre = new Canvas;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_context.transcript, 1);
    m_composer->takeDropsOf(m_context.transcript);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(2 * metrics::margin - 2, metrics::space, 2 * metrics::margin - 2,
                              metrics::margin);
    below->addWidget(m_check->strips());
    below->addWidget(m_composer);
    layout->addLayout(below);
    centre->setMinimumWidth(340);
    return centre;
}

void MainWindow::connectRun()
{
    connect(m_actions->run, &QAction::triggered, this, &MainWindow::runNow);
    connect(m_actions->stop, &QAction::triggered, m_context.run, &RunControl::stop);
    connect(m_actions->rerun, &QAction::triggered, m_context.run, &RunControl::rerun);
    connect(m_actions->append, &QAction::triggered, this, [this] {
        if ((!m_context.turns || !m_context.turns->applyEdit()) && isDraftWhole())
            m_context.document->appendDraft();
    });
    connect(m_composer, &composer::Composer::runRequested, this, &MainWindow::runNow);
    if (models::TurnControl *turns = m_context.turns) {
        connect(m_actions->previousBranch, &QAction::triggered, turns, [turns] { turns->stepBranch(-1); });
        connect(m_actions->nextBranch, &QAction::triggered, turns, [turns] { turns->stepBranch(1); });
        connect(m_actions->editMessage, &QAction::triggered, turns, &models::TurnControl::edit);
        connect(m_actions->find, &QAction::triggered, turns, &models::TurnControl::find);
        connect(m_actions->findNext, &QAction::triggered, turns, [turns] { turns->findStep(1); });
        connect(m_actions->findPrevious, &QAction::triggered, turns, [turns] { turns->findStep(-1); });
        connect(turns, &models::TurnControl::editingChanged, this, &MainWindow::updateRun);
        connect(turns, &models::TurnControl::currentTurnChanged, this, &MainWindow::inspectTurn);
    }
    connect(m_actions->countTokens, &QAction::triggered, m_check, &RequestCheck::countTokens);
    m_actions->countTokens->setEnabled(m_context.tokenCount);
    connect(m_check, &RequestCheck::requestPaneWanted, m_leftDock, &QDockWidget::show);
    connect(m_check, &RequestCheck::told, m_status, &StatusLine::say);
    connect(m_actions, &Actions::told, m_status, &StatusLine::say);
    connect(m_context.run, &RunControl::changed, this, &MainWindow::updateRun);
    for (const auto signal :
         {&ConversationDocument::draftBlockInserted, &ConversationDocument::draftBlockRemoved})
        connect(m_context.document, signal, this, &MainWindow::updateRun);
    connect(m_context.document, &ConversationDocument::draftChanged, this, &MainWindow::updateRun);
    connect(m_context.document, &ConversationDocument::titleChanged, this, &MainWindow::updateTitle);
    updateRun();
}

void MainWindow::connectPlaces()
{
    connect(m_actions->composer, &QAction::triggered, m_composer, &composer::Composer::focusText);
    connect(m_actions->model, &QAction::triggered, m_topBar, &TopBar::focusModel);
    connect(m_actions->inspector, &QAction::triggered, this, [this] {
        m_rightDock->show();
        m_right->showInspector();
        m_inspector->focusTabs();
    });
    connect(m_actions->requestJson, &QAction::triggered, this, [this] { showRequest(RequestDock::Json); });
    connect(m_actions->branches, &QAction::triggered, this, [this] { showRequest(RequestDock::Branches); });
    using editors::RequestPane;
    const std::pair<QAction *, RequestPane::Section> sections[] = {
        {m_actions->system, RequestPane::System},
        {m_actions->tools, RequestPane::Tools},
        {m_actions->inference, RequestPane::Inference},
        {m_actions->advanced, RequestPane::Advanced}};
    for (const auto &[action, section] : sections) {
        connect(action, &QAction::triggered, this, [this, section = section] {
            m_leftDock->show();
            m_request->goTo(section);
        });
    }
    connect(m_actions->variables, &QAction::triggered, this, &MainWindow::showVariables);
    connect(m_context.run, &RunControl::refused, this, [this](const base::Error &error) {
        if (error.code == QLatin1StringView("unset-variable"))
            showVariables();
    });
    connect(m_actions->keySheet, &QAction::triggered, this, [this] {
        auto *sheet = new KeySheet(m_actions, this);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->open();
    });
    connect(m_actions->palette, &QAction::triggered, this, [this] {
        auto *palette = new CommandPalette(m_actions, this);
        palette->setAttribute(Qt::WA_DeleteOnClose);
        palette->open();
    });
    auto *shelves =
        new editors::LibraryShelves(m_context.libraryFolder, m_context.document, m_context.search, m_request);
    connect(m_request, &RequestPane::libraryRequested, shelves, &editors::LibraryShelves::show);
    using conversation::ShelfKind;
    for (const auto &[action, kind] : {std::pair(m_actions->promptLibrary, ShelfKind::Prompts),
                                       std::pair(m_actions->toolLibrary, ShelfKind::Tools),
                                       std::pair(m_actions->presetLibrary, ShelfKind::Presets)})
        connect(action, &QAction::triggered, shelves, [shelves, kind = kind] { shelves->show(kind); });
    if (m_context.library)
        connect(shelves, &editors::LibraryShelves::openRequested, m_context.library,
                &models::LibraryControl::openFile);
    connect(m_actions->connections, &QAction::triggered, this, &MainWindow::connectionsRequested);
    connect(m_actions->saveAs, &QAction::triggered, this, &MainWindow::saveAs);
    connect(m_notices, &Notices::saveElsewhereRequested, this, &MainWindow::saveAs);
    connect(&m_context.document->saver(), &conversation::DocumentSaver::notMoved, this, &MainWindow::notify);
    connect(m_actions->quit, &QAction::triggered, this, [this] { window()->close(); });
}

// Later, as some of it ends this window.
void MainWindow::connectLibrary()
{
    using models::LibraryControl;
    LibraryControl *library = m_context.library;
    for (QAction *action :
         {m_actions->newConversation, m_actions->openConversation, m_actions->closeConversation,
          m_actions->nextConversation, m_actions->previousConversation, m_actions->deleteConversation,
          m_actions->searchConversations, m_actions->conversations, m_actions->exportRequest})
        action->setEnabled(library);
    if (!library)
        return;
    const auto later = [library](const QAction *action, auto ask) {
        connect(action, &QAction::triggered, library, ask, Qt::QueuedConnection);
    };
    later(m_actions->newConversation, [library] { library->newConversation(); });
    later(m_actions->closeConversation, [library] { library->closeCurrent(); });
    later(m_actions->nextConversation, [library] { library->step(1); });
    later(m_actions->previousConversation, [library] { library->step(-1); });
    later(m_actions->searchConversations, [library] { library->search(); });
    later(m_actions->conversations, [library] { library->toggleList(); });
    later(m_actions->deleteConversation, [library] { library->deleteFile({}); });
    connect(m_actions->openConversation, &QAction::triggered, this, &MainWindow::chooseFileToOpen);
    connect(m_actions->exportRequest, &QAction::triggered, this, &MainWindow::chooseFileToExport);
}

void MainWindow::takeLayoutOf(const MainWindow &other)
{
    m_docks->takeOver(*other.m_docks);
    m_right->takeOver(*other.m_right);
}

void MainWindow::activate()
{
    m_composer->focusText();
}

void MainWindow::connectThemes()
{
    const std::pair<QAction *, ThemeChoice> choices[] = {{m_actions->themeSystem, ThemeChoice::System},
                                                         {m_actions->themeLight, ThemeChoice::Light},
                                                         {m_actions->themeDark, ThemeChoice::Dark}};
    for (const auto &[action, choice] : choices) {
        action->setEnabled(m_context.theme);
        action->setChecked(m_context.theme && m_context.theme->choice() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_context.theme->setChoice(choice);
            m_context.settings->setValue(themeKey, themeChoiceName(choice));
        });
    }
}

void MainWindow::updateRun()
{
    const bool running = m_context.run->state() == RunControl::State::Running;
    m_actions->run->setEnabled(!running);
    m_actions->stop->setEnabled(running);
    m_actions->rerun->setEnabled(!running && m_context.run->canRerun());
    const bool editing = m_context.turns && m_context.turns->isEditing();
    m_actions->append->setEnabled(
        !running && (editing || !conversation::isBlankDraft(m_context.document->conversation())));
}

void MainWindow::updateTitle()
{
    const QString title = m_context.document->conversation().title;
    setWindowTitle(title.isEmpty() ? QStringLiteral("Outcrop") : QStringLiteral("%1 – Outcrop").arg(title));
}

void MainWindow::runNow()
{
    if (m_context.turns && m_context.turns->runEdit())
        return;
    const QString why = m_context.run->whyNotRunnable();
    if (why.isEmpty()) {
        if (isDraftWhole())
            m_context.run->run();
        return;
    }
    m_status->say(why);
    if (m_context.document->conversation().requestText) {
        showRequest(RequestDock::Json);
        m_requestDock->json()->goToProblem();
        return;
    }
    m_composer->focusText();
}

bool MainWindow::isDraftWhole()
{
    const QString why = m_composer->whyNotYet();
    if (!why.isEmpty())
        m_status->say(why);
    return why.isEmpty();
}

void MainWindow::showVariables()
{
    m_leftDock->show();
    m_request->goTo(editors::RequestPane::Variables);
}

void MainWindow::showRequest(int tab)
{
    m_rightDock->show();
    m_requestDock->setCurrentTab(RequestDock::Tab(tab));
    m_right->showRequest();
    m_requestDock->focusContent();
}

void MainWindow::inspect(qint64 exchangeId)
{
    m_rightDock->show();
    m_right->showInspector();
    m_inspector->showExchange(exchangeId);
}

/// The inspector follows: an answer has its exchange, any other message that of the answer behind it. What is
/// arriving stays in view.
void MainWindow::inspectTurn(const QString &turnId)
{
    const conversation::Conversation &shown = m_context.document->conversation();
    const std::optional<int> row = shown.indexOfTurn(turnId);
    if (!row || m_context.run->state() == RunControl::State::Running)
        return;
    const auto answer = std::find_if(shown.turns.begin() + *row, shown.turns.end(),
                                     [](const conversation::Turn &turn) { return turn.facts.exchangeId; });
    if (answer != shown.turns.end() && *answer->facts.exchangeId != m_inspector->exchange())
        m_inspector->showExchange(*answer->facts.exchangeId);
}

void MainWindow::showFound(const models::FoundPlace &place)
{
    using search::PassageKind;
    const std::pair<PassageKind, QAction *> sections[] = {{PassageKind::System, m_actions->system},
                                                          {PassageKind::Tool, m_actions->tools},
                                                          {PassageKind::Request, m_actions->advanced},
                                                          {PassageKind::Draft, m_actions->composer}};
    for (const auto &[kind, action] : sections) {
        if (place.kind == kind)
            action->trigger();
    }
    if (!place.exchangeId)
        return;
    m_rightDock->show();
    m_right->showInspector();
    m_inspector->showFound(place);
}

void MainWindow::notify(const base::Error &error)
{
    m_notices->show(error);
}

void MainWindow::hint(const base::Error &notice, const QString &dismissedAs)
{
    m_notices->hint(notice, dismissedAs);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_docks->fold();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_docks->save();
    QMainWindow::closeEvent(event);
}

} // namespace outcrop::ui::shell
