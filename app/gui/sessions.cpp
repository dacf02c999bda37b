// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/sessions.h"

#include "core/base/atomicfile.h"
#include "core/base/offthread.h"
#include "core/conversation/library.h"
#include "ui/shell/frame.h"
#include "ui/shell/mainwindow.h"

#include <QFileInfo>
#include <QPointer>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;

const QString elsewhereKey = u"conversations/elsewhere"_s;
constexpr qsizetype mostElsewhere = 20;

} // namespace

struct Sessions::ReadFile {
    base::Result<ConversationDocument::FileContent> content;
    Session::UndoSteps steps;
};

Sessions::Sessions(DocumentFolder folder, const Session::Services &services,
                   const ui::shell::WindowContext &shared)
    : m_folder(std::move(folder))
    , m_services(services)
    , m_shared([this, &shared] {
        ui::shell::WindowContext context = shared;
        context.library = this;
        return context;
    }())
    , m_watch(m_folder.path())
{
    connect(&m_watch, &LibraryWatch::listed, &m_model, &ui::models::ConversationsModel::setEntries);
    connect(&m_watch, &LibraryWatch::listed, this,
            [this](const std::vector<conversation::LibraryEntry> &entries) {
                QStringList paths;
                for (const conversation::LibraryEntry &entry : entries)
                    paths << entry.path;
                Q_EMIT listed(paths);
            });
    connect(&m_watch, &LibraryWatch::fileChanged, this, &Sessions::onFileChanged);
    m_watch.setElsewhere(m_shared.settings->value(elsewhereKey).toStringList());
}

Sessions::~Sessions() = default;

void Sessions::endAll()
{
    m_current = nullptr;
    while (!m_open.empty()) {
        m_frame->removePanes(&m_open.back()->panes());
        m_open.pop_back();
    }
}

void Sessions::search()
{
    m_frame->focusSearch();
}

void Sessions::toggleList()
{
    m_frame->setListShown(!m_frame->isListShown());
}

void Sessions::setFrame(ui::shell::Frame *frame)
{
    m_frame = frame;
}

void Sessions::add(std::unique_ptr<ConversationDocument> document, const Session::UndoSteps &steps)
{
    if (document->conversation().connectionName.isEmpty())
        document->setConnectionName(m_folder.connectionName());
    m_open.push_back(std::make_unique<Session>(std::move(document), steps, m_services, m_shared));
    Session *session = m_open.back().get();
    connect(&session->run(), &run::RunController::stateChanged, this, &Sessions::follow);
    connect(&session->document().saver(), &conversation::DocumentSaver::saved, &m_watch,
            &LibraryWatch::lookAgain);
    connect(&session->document().saver(), &conversation::DocumentSaver::moved, this,
            [this](const QString &path) {
                remember(path);
                follow();
            });
    connect(&session->run(), &run::RunController::runFinished, this, [this, session](const QString &turnId) {
        Q_EMIT answered(session->document().conversation(), turnId);
    });
    m_frame->addPanes(&session->panes());
    remember(session->document().saver().path());
    Q_EMIT opened(session);
    show(session);
}

Session *Sessions::find(const QString &path) const
{
    const QString wanted = QFileInfo(path).canonicalFilePath();
    const auto found = std::ranges::find_if(m_open, [&](const std::unique_ptr<Session> &session) {
        const conversation::DocumentSaver &saver = session->document().saver();
        const QString own = saver.path();
        const bool hasFile =
            !saver.fileHash().isEmpty() || saver.state() == conversation::DocumentSaver::State::Saving;
        if (!hasFile && !wanted.isEmpty())
            return false; // somebody else's file took the name it would have had
        return own == path || (!wanted.isEmpty() && QFileInfo(own).canonicalFilePath() == wanted);
    });
    return found == m_open.end() ? nullptr : found->get();
}

// One that nothing was written into yet, and whose file does not exist.
Session *Sessions::findBlank() const
{
    for (const std::unique_ptr<Session> &session : m_open) {
        conversation::ConversationDocument &document = session->document();
        const conversation::Conversation &content = document.conversation();
        const bool isWritten = document.saver().path().isEmpty() || document.saver().hasUnsavedChanges() ||
                               QFileInfo::exists(document.saver().path());
        if (!isWritten && content.turns.empty() && content.draft.isEmpty() &&
            document.undoStack().count() == 0)
            return session.get();
    }
    return nullptr;
}

// By open conversations, whether their file exists or not yet.
QSet<QString> Sessions::takenPaths() const
{
    QSet<QString> taken;
    for (const std::unique_ptr<Session> &session : m_open)
        taken.insert(session->document().saver().path());
    return taken;
}

void Sessions::show(Session *session)
{
    m_current = session;
    m_frame->showPanes(&session->panes());
    follow();
}

// The list says which are open, which is shown and where an answer arrives;
// their files are watched.
void Sessions::follow()
{
    QSet<QString> open;
    QSet<QString> running;
    for (const std::unique_ptr<Session> &session : m_open) {
        const QString path = session->document().saver().path();
        open.insert(path);
        if (session->run().isRunning())
            running.insert(path);
    }
    m_model.setSessions(open, m_current ? m_current->document().saver().path() : QString(), running);
    m_watch.setWatched(open.values());
}

void Sessions::remember(const QString &path)
{
    if (path.isEmpty() || QFileInfo(path).absolutePath() == QFileInfo(m_folder.path()).absoluteFilePath())
        return;
    QStringList elsewhere = m_shared.settings->value(elsewhereKey).toStringList();
    elsewhere.removeAll(path);
    elsewhere.prepend(path);
    elsewhere.resize(std::min(elsewhere.size(), mostElsewhere));
    m_shared.settings->setValue(elsewhereKey, elsewhere);
    m_watch.setElsewhere(elsewhere);
}

void Sessions::newConversation()
{
    if (Session *blank = findBlank()) {
        show(blank);
        return;
    }
    const conversation::Conversation *like = m_current ? &m_current->document().conversation() : nullptr;
    OpenedDocument opened = m_folder.makeNew(like, takenPaths());
    if (opened.problem)
        Q_EMIT problem(*opened.problem);
    add(std::move(opened.document));
    m_watch.lookAgain();
}

void Sessions::read(const QString &path, Take take)
{
    m_toRead.push_back({path, std::move(take)});
    if (m_toRead.size() == 1)
        readNext();
}

void Sessions::readNext()
{
    const auto work = [path = m_toRead.front().path, undoDir = m_services.undoDir]() -> ReadFile {
        auto content = ConversationDocument::read(path);
        if (!content)
            return {content.error(), std::nullopt};
        const Session::UndoSteps steps = Session::keptUndo(undoDir, path, content->blobs);
        return {std::move(content), steps};
    };
    base::offThread(this, work, [this](ReadFile file) {
        const Take take = std::move(m_toRead.front().take);
        take(std::move(file));
        m_toRead.pop_front();
        if (!m_toRead.empty())
            readNext();
    });
}

void Sessions::open(const QString &path, const Opened &then)
{
    if (Session *session = find(path)) {
        show(session);
        then(session);
        return;
    }
    read(path, [this, path, then](ReadFile file) {
        if (find(path)) // asked for twice
            return open(path, then);
        OpenedDocument opened = m_folder.take(std::move(file.content), takenPaths());
        const bool isOpen = opened.document != nullptr;
        if (isOpen)
            add(std::move(opened.document), file.steps);
        if (opened.problem) // shown where it belongs
            Q_EMIT problem(*opened.problem);
        then(isOpen ? m_current : nullptr);
    });
}

void Sessions::openFile(const QString &path)
{
    open(path, [](Session *) {});
}

void Sessions::openFound(const QString &path, const ui::models::FoundPlace &place)
{
    open(path, [place](Session *session) {
        if (session)
            session->showFound(place);
    });
}

void Sessions::take(Session *session)
{
    const auto found = std::ranges::find(m_open, session, &std::unique_ptr<Session>::get);
    const std::unique_ptr<Session> ended = std::move(*found);
    m_open.erase(found);
    if (m_current == session)
        m_current = nullptr;
    m_frame->removePanes(&ended->panes());
}

void Sessions::showInstead()
{
    if (!m_current && !m_open.empty())
        show(m_open.back().get());
    else if (!m_current)
        newConversation();
    follow();
}

void Sessions::closeCurrent()
{
    if (m_open.size() == 1)
        return closeLast();
    take(m_current);
    showInstead();
}

// Not at once the same one again, and not a new one while there are others. It is shown until then.
void Sessions::closeLast()
{
    QStringList others = conversation::conversationFiles(m_folder.path());
    others.removeAll(m_current->document().saver().path());
    const auto end = [this, ending = QPointer(m_current)] {
        m_closesLast = false;
        if (ending)
            take(ending);
        showInstead();
    };
    if (others.isEmpty())
        return end();
    if (std::exchange(m_closesLast, true))
        return;
    open(others.first(), [end](Session *) { end(); });
}

void Sessions::step(int places)
{
    const auto own = std::ranges::find(m_open, m_current, &std::unique_ptr<Session>::get) - m_open.begin();
    const auto count = std::ssize(m_open);
    show(m_open[static_cast<size_t>(((own + places) % count + count) % count)].get());
}

void Sessions::deleteFile(const QString &which)
{
    QString path = which.isEmpty() ? m_current->document().saver().path() : which;
    Session *session = find(path);
    if (session) {
        session->closeDown();
        path = session->document().saver().path();
    }
    const QString title = session ? session->document().conversation().title
                                  : m_model.index(m_model.rowOf(path)).data().toString();
    const auto moved = conversation::moveToTrash(path);
    if (!moved) {
        Q_EMIT problem(moved.error());
        return;
    }
    m_deleted = Deleted{path, *moved};
    if (session) {
        session->abandon();
        take(session);
    }
    m_watch.lookAgain();
    showInstead();
    Q_EMIT deleted(title);
}

void Sessions::restoreDeleted()
{
    if (!m_deleted)
        return;
    const Deleted deleted = *std::exchange(m_deleted, std::nullopt);
    const auto path = conversation::restoreFromTrash(deleted.trashPath, deleted.path);
    if (!path) {
        Q_EMIT problem(path.error());
        return;
    }
    m_watch.lookAgain();
    openFile(*path);
}

void Sessions::exportRequest(const QString &path)
{
    const auto work = [path, conversation = m_current->document().conversation()] {
        json::Json body = conversation::toConverseBody(conversation);
        if (!conversation.modelId.isEmpty())
            body.set("modelId"_L1, json::Json(conversation.modelId));
        const auto written = base::AtomicFile::write(path, json::write(body, json::Layout::Pretty) + '\n');
        return written ? std::nullopt : std::optional(written.error());
    };
    base::offThread(this, work, [this](const std::optional<base::Error> &error) {
        if (error)
            Q_EMIT problem(*error);
    });
}

void Sessions::reloadCurrent()
{
    read(m_current->document().saver().path(), [this, before = QPointer(m_current)](ReadFile file) {
        if (!before)
            return;
        OpenedDocument opened = m_folder.take(std::move(file.content), takenPaths());
        if (opened.problem)
            Q_EMIT problem(*opened.problem);
        if (!opened.document)
            return;
        before->abandon();
        take(before);
        add(std::move(opened.document));
    });
}

void Sessions::onFileChanged(const QString &path)
{
    if (Session *session = find(path))
        session->document().saver().lookAtFile();
}

void Sessions::closeDown()
{
    for (const std::unique_ptr<Session> &session : m_open)
        session->closeDown();
}

} // namespace outcrop::app
