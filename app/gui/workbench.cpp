// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workbench.h"

#include "app/gui/interruptedanswers.h"
#include "app/gui/modelcatalog.h"
#include "core/base/logging.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowcontext.h"
#include "ui/transcript/transcriptview.h"

#include <QDesktopServices>

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
    startConnections(settings.environment);
    registerSecrets(settings.environment);

    m_transport = std::make_unique<net::QtHttpTransport>();
    m_client = std::make_unique<client::ConverseClient>(*m_transport, m_store.get(), m_clock);

    openDocument(settings);
    m_run = std::make_unique<run::RunController>(*m_client, m_clock);
    m_run->setDocument(m_document.get());
    m_bridge = std::make_unique<RunBridge>(*m_run);
    m_signIn = std::make_unique<SignIn>(settings.environment, m_clock);
    m_signIn->watch(*m_run, *m_bridge);
    m_exchanges = std::make_unique<StoredExchanges>(m_store.get(), *m_run);
    m_feed = std::make_unique<TranscriptFeed>(*m_run, m_transcript);
    m_feed->setDocument(m_document.get());
    connect(m_document.get(), &ConversationDocument::connectionChanged, this, &Workbench::followConnection);
    followConnection();
    m_bridge->watchDocument();
    makeModelLists(settings.paths);
    makeWindow(settings);
}

Workbench::~Workbench()
{
    closeDown();
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

void Workbench::startConnections(const QProcessEnvironment &environment)
{
    const auto port = m_simulator.start();
    m_connections.addSimulator(m_simulator, port.ok() ? std::nullopt : std::optional(port.error()));
    m_connections.addEnvironment(environment, m_clock);
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

void Workbench::openDocument(const WorkbenchSettings &settings)
{
    const DocumentFolder folder(settings.paths.conversationsDir, simulatorConnectionName(), simulatorModelId);
    OpenedDocument opened = folder.openAtStart(settings.file);
    if (opened.problem)
        m_notices.push_back(*opened.problem);
    m_document = std::move(opened.document);
    if (m_document->conversation().connectionName.isEmpty())
        m_document->setConnectionName(simulatorConnectionName());
    if (m_store && recoverAnswers(*m_store, folder, *m_document) > 0)
        m_notices.push_back(
            notice(base::ErrorKind::StreamIncomplete,
                   tr("Outcrop ended while an answer arrived; what had arrived was brought back"),
                   tr("Run the answer again to have it whole.")));
}

void Workbench::makeModelLists(const AppPaths &paths)
{
    const auto models = correctedModels(paths.dataDir + u"/models.json"_s);
    m_catalog = models.valueOr(bundledModels());
    if (!models)
        m_notices.push_back(models.error());
    m_rules = std::make_unique<RuleMemory>(paths.dataDir + u"/learned-rules.json"_s, m_catalog, m_clock);
    connect(m_run.get(), &run::RunController::runFinished, this, &Workbench::learnFrom);
    m_models = std::make_unique<ModelLists>(ModelLists::Surroundings{
        *m_transport, m_clock, m_settings, m_catalog, *m_rules, paths.stateDir + u"/models"_s,
        [this](const QString &connection) { return m_connections.target(connection); },
        [this](const QString &connection) {
            const auto &model = m_connections.model();
            const QModelIndex row = model.index(model.rowOf(connection));
            return row.data(ui::models::ConnectionsModel::ModelsRole).toStringList();
        }});
}

void Workbench::makeWindow(const WorkbenchSettings &settings)
{
    m_transcriptView = new ui::transcript::TranscriptView;
    m_transcriptView->setModel(&m_transcript);
    connect(m_transcriptView, &ui::transcript::TranscriptView::retryRequested, m_bridge.get(),
            &RunBridge::retry);
    connect(m_transcriptView, &ui::transcript::TranscriptView::linkActivated, this, &Workbench::openLink);
    connect(m_run.get(), &run::RunController::runStarted, m_transcriptView,
            &ui::transcript::TranscriptView::followBottom);

    m_turns = std::make_unique<TurnActions>(*m_document, *m_bridge, m_transcriptView);
    ui::shell::WindowContext context;
    context.turns = m_turns.get();
    context.document = m_document.get();
    context.run = m_bridge.get();
    context.exchanges = m_exchanges.get();
    context.connections = &m_connections.model();
    context.models = m_models.get();
    context.transcript = m_transcriptView;
    context.settings = &m_settings;
    context.theme = settings.theme;
    m_window = std::make_unique<ui::shell::MainWindow>(context);
    for (const base::Error &error : std::exchange(m_notices, {}))
        tell(error);
}

void Workbench::followConnection()
{
    m_run->setTarget(m_connections.target(m_document->conversation().connectionName));
    m_bridge->noteTarget();
}

void Workbench::learnFrom(const QString &turnId)
{
    const conversation::Conversation &conversation = m_document->conversation();
    const auto row = conversation.indexOfTurn(turnId);
    if (!row)
        return;
    const conversation::AnswerFacts &facts = conversation.turns[static_cast<std::size_t>(*row)].facts;
    const auto rule =
        facts.error ? m_rules->learn(conversation.connectionName, facts.modelId, *facts.error) : std::nullopt;
    if (rule)
        tell(notice(base::ErrorKind::Validation,
                    tr("%1 refuses %2 by %3; the model picker shows it from now on")
                        .arg(rule->model, rule->subject, rule->connection),
                    tr("Shift+Delete in the picker takes it back.")));
}

// Comes after the person saw the whole address and agreed. Nothing but the web and mail is ever opened.
void Workbench::openLink(const QUrl &url)
{
    static const QStringList schemes{u"https"_s, u"http"_s, u"mailto"_s};
    if (schemes.contains(url.scheme()))
        QDesktopServices::openUrl(url);
}

void Workbench::tell(const base::Error &error)
{
    if (m_window)
        m_window->notify(error);
    else
        m_notices.push_back(error);
}

void Workbench::closeDown()
{
    if (m_run)
        m_run->stopNow();
    if (m_document && !m_document->saver().path().isEmpty()) {
        if (const auto saved = m_document->saver().saveNow(); !saved.ok())
            qCWarning(lcStore).noquote() << "The conversation could not be saved:" << saved.error().message;
    }
    if (m_store)
        m_store->flush();
}

} // namespace outcrop::app
