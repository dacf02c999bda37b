// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workbench.h"

#include "app/gui/interruptedanswers.h"
#include "app/gui/modelcatalog.h"
#include "app/gui/remedies.h"
#include "core/credentials/secretstore.h"
#include "ui/connections/connectiondialog.h"
#include "ui/shell/frame.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowcontext.h"
#include "ui/transcript/transcriptview.h"

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;

base::Error notice(base::ErrorKind kind, const QString &message, const QString &advice = {})
{
    return base::makeError(kind, message, advice);
}

} // namespace

Workbench::Workbench(const WorkbenchSettings &settings, QObject *parent)
    : QObject(parent)
    , m_simulator(settings.simulator)
    , m_settings(settings.paths.settingsFile, QSettings::IniFormat)
{
    if (!settings.paths.notice.isEmpty())
        m_notices.push_back(notice(base::ErrorKind::Storage, settings.paths.notice));
    openStore(settings.paths.exchangeStore);
    startConnections(settings.environment, settings.paths.connectionsFile());
    registerSecrets(settings.environment);

    m_transport = std::make_unique<net::QtHttpTransport>();
    m_client = std::make_unique<client::ConverseClient>(*m_transport, m_store.get(), m_clock);

    makeModelLists(settings.paths);
    makeConnectionDesk(settings.environment);
    startSessions(settings);
    m_desk->removeLeftSecrets();
}

Workbench::~Workbench()
{
    closeDown();
    m_sessions->endAll(); // their panes are in the frame
    m_frame.reset();
}

void Workbench::openStore(const QString &path)
{
    auto store = history::ExchangeStore::open(path);
    if (!store.ok()) {
        m_notices.push_back(store.error());
        return;
    }
    m_store = std::move(store).value();
    if (const auto damage = m_store->notice())
        m_notices.push_back(*damage);
    connect(m_store.get(), &history::ExchangeStore::failed, this, &Workbench::tell);
}

void Workbench::startConnections(const QProcessEnvironment &environment, const QString &file)
{
    const auto port = m_simulator.start();
    m_connections.addSimulator(m_simulator, port.ok() ? std::nullopt : std::optional(port.error()));
    m_connections.addEnvironment(environment, m_clock);
    if (const auto problem = m_connections.open(file, environment, m_clock, m_secrets))
        m_notices.push_back(*problem);
    connect(&m_connections, &Connections::saveFailed, this, &Workbench::tell);
}

// Whatever could be echoed by a server must not reach the disk either.
void Workbench::registerSecrets(const QProcessEnvironment &environment)
{
    if (!m_store)
        return;
    for (const QString &name : {u"AWS_SECRET_ACCESS_KEY"_s, u"AWS_SESSION_TOKEN"_s, u"AWS_SECURITY_TOKEN"_s,
                                u"AWS_BEARER_TOKEN_BEDROCK"_s}) {
        const QByteArray value = environment.value(name).trimmed().toUtf8();
        if (!value.isEmpty())
            m_store->registerSecret(base::SecretString(value));
    }
    if (!m_simulator.options().secretAccessKey.isEmpty())
        m_store->registerSecret(m_simulator.options().secretAccessKey);
}

std::unique_ptr<ConversationDocument> Workbench::openDocument(const DocumentFolder &folder,
                                                              const QString &file)
{
    OpenedDocument opened = folder.openAtStart(file);
    if (opened.problem)
        m_notices.push_back(*opened.problem);
    if (m_store && recoverAnswers(*m_store, folder, *opened.document) > 0)
        m_notices.push_back(
            notice(base::ErrorKind::StreamIncomplete,
                   tr("Outcrop ended while an answer arrived; what had arrived was brought back"),
                   tr("Run the answer again to have it whole.")));
    return std::move(opened.document);
}

void Workbench::makeModelLists(const AppPaths &paths)
{
    const auto models = correctedModels(paths.dataDir + u"/models.json"_s);
    m_catalog = models.valueOr(bundledModels());
    if (!models)
        m_notices.push_back(models.error());
    m_rules = std::make_unique<RuleMemory>(paths.dataDir + u"/learned-rules.json"_s, m_catalog, m_clock);
    m_models = std::make_unique<ModelLists>(ModelLists::Surroundings{
        *m_transport, m_clock, m_settings, m_catalog, *m_rules, paths.stateDir + u"/models"_s,
        [this](const QString &connection) { return m_connections.target(connection); },
        [this](const QString &connection) {
            const auto &model = m_connections.model();
            const QModelIndex row = model.index(model.rowOf(connection));
            return row.data(ui::models::ConnectionsModel::ModelsRole).toStringList();
        }});
}

void Workbench::makeConnectionDesk(const QProcessEnvironment &environment)
{
    m_desk = std::make_unique<ConnectionDesk>(ConnectionDesk::Surroundings{
        m_connections, m_secrets, *m_client, *m_transport, m_clock, m_store.get(), m_settings, environment,
        m_catalog.profilePrefixes(), [this] { return document().conversation().modelId; },
        [this](const QString &profile) { m_signIn->signInTo(profile); }});
}

void Workbench::showConnections()
{
    using ui::connections::ConnectionDialog;
    connections::ConnectionStore *store = m_connections.store();
    if (!m_connectionDialog) {
        m_desk->lookAgain();
        m_connectionDialog = new ConnectionDialog(store, m_desk.get(), m_frame.get());
        m_connectionDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_connectionDialog, &ConnectionDialog::useRequested, this, [this, store](const QString &id) {
            if (const auto *spec = store->find(id))
                document().setConnectionName(spec->name);
        });
        const auto *current = store->findByName(document().conversation().connectionName);
        m_connectionDialog->select(current ? current->id : QString());
    }
    m_connectionDialog->show();
    m_connectionDialog->raise();
    m_connectionDialog->activateWindow();
}

namespace
{

const base::Error *errorOf(const conversation::Conversation &conversation, const QString &turnId)
{
    const conversation::Turn *turn = conversation.findTurn(turnId);
    return turn && turn->facts.error ? &*turn->facts.error : nullptr;
}

} // namespace

void Workbench::showConnectionFor(const conversation::Conversation &conversation, const QString &turnId)
{
    const base::Error *error = errorOf(conversation, turnId);
    if (error && error->code == credentials::secretMissingCode()) {
        enterKeyFor(conversation, turnId);
        return;
    }
    showConnections();
    const auto *spec = m_connections.store()->findByName(conversation.connectionName);
    if (error && spec)
        m_connectionDialog->select(spec->id);
}

void Workbench::enterKeyFor(const conversation::Conversation &conversation, const QString &turnId)
{
    showConnections();
    const auto *spec = m_connections.store()->findByName(conversation.connectionName);
    const base::Error *error = errorOf(conversation, turnId);
    if (!spec || !error)
        return;
    m_connectionDialog->select(spec->id);
    if (error->code == credentials::secretMissingCode())
        m_connectionDialog->enterSecret();
    else
        m_connectionDialog->enterKey();
}

/// The error itself names the profile where nobody is signed in; where the service refused who sends, the
/// connection does.
void Workbench::signInFor(Session &session, const QString &turnId)
{
    const auto *spec = m_connections.store()->findByName(session.document().conversation().connectionName);
    const auto facts = spec ? m_desk->sender(spec->id).signIn : std::nullopt;
    m_signIn->hold(session.run(), session.bridge(), turnId, facts ? facts->profile : QString());
}

void Workbench::startSessions(const WorkbenchSettings &settings)
{
    ui::shell::WindowContext shared;
    shared.connections = &m_connections.model();
    shared.models = m_models.get();
    shared.settings = &m_settings;
    shared.theme = settings.theme;
    m_search =
        std::make_unique<search::SearchService>(settings.paths.searchIndex(), settings.paths.exchangeStore);
    shared.search = m_search.get();
    shared.libraryFolder = settings.paths.libraryFolder();
    const DocumentFolder folder(settings.paths.conversationsDir, simulatorConnectionName(), simulatorModelId);
    m_variables =
        std::make_unique<conversation::VariableStore>(settings.paths.dataDir + u"/variables.json"_s);
    connect(m_variables.get(), &conversation::VariableStore::failed, this, &Workbench::tell);
    m_sessions = std::make_unique<Sessions>(
        folder,
        Session::Services{*m_client, m_clock, m_store.get(), m_connections,
                          settings.paths.stateDir + u"/undo"_s, *m_transport, *m_variables,
                          [this](const QString &connection, const base::Error &error) {
                              const auto *spec = m_connections.store()->findByName(connection);
                              return spec ? remedyFor(error, *spec, [&] { return m_desk->sender(spec->id); })
                                          : ui::models::ErrorRemedy::None;
                          }},
        shared);
    connect(m_sessions.get(), &Sessions::listed, m_search.get(), &search::SearchService::setFiles);
    connect(m_sessions.get(), &Sessions::answered, m_search.get(), &search::SearchService::noteExchanges);
    m_frame = std::make_unique<ui::shell::Frame>(&m_sessions->model(), m_sessions.get(), m_search.get(),
                                                 &m_settings);
    m_sessions->setFrame(m_frame.get());
    m_signIn = std::make_unique<SignIn>(settings.environment, m_clock);
    connect(m_signIn.get(), &SignIn::signedIn, m_desk.get(), &ConnectionDesk::noteSignIn);
    connect(m_sessions.get(), &Sessions::opened, this, [this](Session *session) {
        m_signIn->watch(session->run(), session->bridge());
        connect(&session->transcriptView(), &ui::transcript::TranscriptView::signInRequested, this,
                [this, session](const QString &turnId) { signInFor(*session, turnId); });
        connect(&session->transcriptView(), &ui::transcript::TranscriptView::keyRequested, this,
                [this, session](const QString &turnId) {
                    enterKeyFor(session->document().conversation(), turnId);
                });
        connect(&session->transcriptView(), &ui::transcript::TranscriptView::connectionRequested, this,
                [this, session](const QString &turnId) {
                    showConnectionFor(session->document().conversation(), turnId);
                });
        connect(&session->panes(), &ui::shell::MainWindow::connectionsRequested, this,
                &Workbench::showConnections);
    });
    connect(m_sessions.get(), &Sessions::problem, this, &Workbench::tell);
    connect(m_sessions.get(), &Sessions::answered, this, &Workbench::learnFrom);
    auto document = openDocument(folder, settings.file);
    Session::restoreUndo(*document, settings.paths.stateDir + u"/undo"_s);
    m_sessions->add(std::move(document));
    for (const base::Error &error : std::exchange(m_notices, {}))
        tell(error);
    if (settings.hintOfUser)
        m_sessions->current().panes().hint(*settings.hintOfUser, u"user"_s);
}

void Workbench::learnFrom(const conversation::Conversation &conversation, const QString &turnId)
{
    const auto row = conversation.indexOfTurn(turnId);
    if (!row)
        return;
    const conversation::Turn &answer = conversation.turns[static_cast<std::size_t>(*row)];
    const conversation::AnswerFacts &facts = answer.facts;
    const auto *spec = m_connections.store()->findByName(conversation.connectionName);
    if (spec && !facts.error && !answer.content.empty())
        m_connections.forgetCheck(spec->id); // it answers
    const auto rule =
        facts.error ? m_rules->learn(conversation.connectionName, facts.modelId, *facts.error) : std::nullopt;
    if (rule && m_sessions->hasCurrent()) // the last one may just have been closed
        m_sessions->current().panes().hint(
            notice(base::ErrorKind::Validation,
                   tr("%1 refuses %2 by %3; the model picker shows it from now on")
                       .arg(rule->model, rule->subject, rule->connection),
                   tr("Shift+Delete in the picker takes it back.")));
}

void Workbench::tell(const base::Error &error)
{
    if (m_sessions && m_sessions->hasCurrent())
        m_sessions->current().panes().notify(error);
    else
        m_notices.push_back(error);
}

void Workbench::closeDown()
{
    if (m_sessions)
        m_sessions->closeDown();
    if (m_desk)
        m_desk->noteLeftSecrets();
    if (m_store)
        m_store->flush();
}

} // namespace outcrop::app
