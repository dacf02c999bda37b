// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/documentsaver.h"

#include "core/base/atomicfile.h"
#include "core/base/logging.h"
#include "core/base/regularfile.h"
#include "core/conversation/blobs.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/savetask.h"

#include <QDateTime>

#include <algorithm>
#include <mutex>
#include <utility>

namespace outcrop::conversation
{

namespace
{

using namespace std::chrono_literals;

/// Leaves the other half of the second for the disk (reliability.md, P3).
constexpr auto saveDelay = 500ms;
constexpr auto retryDelay = 2s;

} // namespace

/// Where the writing thread leaves its outcome; whoever comes first takes it.
struct DocumentSaver::Mailbox {
    std::mutex mutex;
    std::optional<Outcome> outcome;
};

DocumentSaver::DocumentSaver(std::function<Conversation()> snapshot, QObject *parent)
    : QObject(parent)
    , m_snapshot(std::move(snapshot))
    , m_blobs(std::make_shared<BlobWriter>())
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &DocumentSaver::startSaving);
    m_pool.setMaxThreadCount(1);
}

DocumentSaver::~DocumentSaver()
{
    blockSignals(true);
    settle();
    if (m_path.isEmpty() || m_changes == m_savedChanges)
        return;
    if (m_state != State::Conflict)
        (void)saveNow();
    if (m_state == State::Conflict)
        keepBesideTheFile();
    else if (m_error)
        qCWarning(lcStore).noquote() << "A conversation could not be saved at the end:" << m_error->message;
}

void DocumentSaver::adopt(const QString &path, const KnownFile &known)
{
    m_path = path;
    m_known = known;
    m_savedChanges = m_changes;
    setState(State::Saved);
}

void DocumentSaver::noteChange()
{
    ++m_changes;
    if (!m_oldestChange.isValid())
        m_oldestChange.start();
    if (m_path.isEmpty() || m_state == State::Conflict)
        return;
    if (!m_saving && !m_timer.isActive())
        m_timer.start(saveDelay);
    if (m_state == State::Saved)
        setState(State::Waiting);
}

json::Json DocumentSaver::withReferences(const json::Json &step) const
{
    return m_saving || m_path.isEmpty() ? step : m_blobs->withReferences(step, blobFolderFor(m_path));
}

void DocumentSaver::saveSoon()
{
    if (m_path.isEmpty() || m_state == State::Conflict || m_changes == m_savedChanges)
        return;
    if (m_saving)
        m_hurry = true; // what is being written may be older: the next save follows at once
    else
        startSaving();
}

DocumentSaver::Task DocumentSaver::makeTask()
{
    m_oldestChange.invalidate();
    m_hurry = false;
    return {m_snapshot(), m_path, m_known, false, false, false, false, m_attempted, m_changes, m_blobs};
}

void DocumentSaver::startSaving()
{
    if (m_saving || m_changes == m_savedChanges)
        return;
    m_timer.stop();
    if (m_state == State::Waiting)
        setState(State::Saving);
    start(makeTask());
}

void DocumentSaver::saveAsSoon(const QString &path)
{
    m_moveTo = path;
    if (!m_saving)
        startMoving();
}

void DocumentSaver::startMoving()
{
    m_timer.stop();
    Task task = makeTask();
    task.path = std::exchange(m_moveTo, {});
    task.known.reset();
    task.replaceAnything = true;
    task.moves = true;
    start(task);
}

void DocumentSaver::lookAtFile()
{
    if (m_saving || m_path.isEmpty() || m_state == State::Conflict || !m_known)
        return;
    // Nothing to look at closer, as a rule: what was seen is our own save.
    if (const auto identity = base::RegularFile::identity(m_path);
        identity.ok() && *identity == m_known->identity)
        return;
    Task task{{}, m_path, m_known, false, false, true, false, m_attempted, m_savedChanges, {}};
    start(task);
}

void DocumentSaver::start(const Task &task)
{
    m_saving = true;
    m_pool.start([this, task, mailbox = m_mailbox] {
        {
            Outcome outcome = perform(task);
            const std::scoped_lock lock(mailbox->mutex);
            mailbox->outcome = std::move(outcome);
        }
        QMetaObject::invokeMethod(this, &DocumentSaver::collect, Qt::QueuedConnection);
    });
}

void DocumentSaver::collect()
{
    std::optional<Outcome> outcome;
    {
        const std::scoped_lock lock(m_mailbox->mutex);
        outcome = std::exchange(m_mailbox->outcome, std::nullopt);
    }
    if (outcome) {
        m_saving = false;
        finish(*outcome);
    }
    if (!m_saving && !m_moveTo.isEmpty())
        startMoving();
}

/// Waits until nothing is on its way.
void DocumentSaver::settle()
{
    do {
        m_pool.waitForDone();
        collect();
    } while (m_saving);
}

/// False when there is nothing to go on with: the file is the one it was.
bool DocumentSaver::takeMove(const Outcome &outcome)
{
    if (!outcome.error) {
        m_path = outcome.movedTo;
        Q_EMIT moved(m_path);
        return true;
    }
    if (!m_path.isEmpty() && m_state != State::Conflict && m_changes != m_savedChanges)
        m_timer.start(saveDelay);
    Q_EMIT notMoved(*outcome.error);
    return false;
}

void DocumentSaver::finish(const Outcome &outcome)
{
    if (!outcome.movedTo.isEmpty() && !takeMove(outcome))
        return;
    const bool onlyLooked = !outcome.error && !outcome.written;
    if (onlyLooked) {
        if (m_changes != m_savedChanges)
            m_timer.start(saveDelay);
        return;
    }
    if (outcome.error) {
        if (!outcome.attempted.isEmpty())
            m_attempted = outcome.attempted;
        const bool conflict = outcome.error->code == changedOutsideCode;
        const bool isNews = m_error != outcome.error;
        m_error = outcome.error;
        setState(conflict ? State::Conflict : State::Failed);
        if (isNews)
            Q_EMIT failed(*m_error);
        if (!conflict)
            m_timer.start(retryDelay);
        return;
    }
    m_known = outcome.written;
    m_attempted.clear();
    m_error.reset();
    m_savedChanges = outcome.changes;
    const bool more = m_changes != m_savedChanges;
    if (more) // however long the disk took, the next save is due half a second after the oldest change
        m_timer.start(
            m_hurry ? 0ms : std::max(0ms, saveDelay - std::chrono::milliseconds(m_oldestChange.elapsed())));
    setState(more ? State::Waiting : State::Saved);
    Q_EMIT saved();
}

base::Result<void> DocumentSaver::saveNow()
{
    if (m_state == State::Conflict)
        return *m_error;
    return save(false);
}

base::Result<void> DocumentSaver::overwrite()
{
    return save(true);
}

base::Result<void> DocumentSaver::save(bool overwriting)
{
    settle();
    if (m_path.isEmpty())
        return base::makeError(base::ErrorKind::BadInput, QStringLiteral("The conversation has no file yet."),
                               QStringLiteral("Choose a name for it."));
    m_timer.stop();
    if (m_changes == m_savedChanges && !overwriting)
        return {};
    Task task = makeTask();
    task.replaceAnything = overwriting;
    task.keepTheirs = overwriting;
    finish(perform(task));
    return m_error ? base::Result<void>(*m_error) : base::Result<void>();
}

base::Result<void> DocumentSaver::saveAs(const QString &path)
{
    settle();
    const QString before = std::exchange(m_path, path);
    const std::optional<KnownFile> knownBefore = std::exchange(m_known, std::nullopt);
    const State stateBefore = m_state;
    Task task = makeTask();
    task.replaceAnything = true;
    const Outcome outcome = perform(task);
    if (!outcome.error) {
        m_timer.stop();
        finish(outcome);
        return {};
    }
    m_path = before;
    m_known = knownBefore;
    setState(stateBefore);
    return *outcome.error;
}

void DocumentSaver::abandon()
{
    settle();
    m_timer.stop();
    m_path.clear();
    m_known.reset();
    m_savedChanges = m_changes;
    m_error.reset();
    setState(State::Unnamed);
}

void DocumentSaver::beginAt(const QString &path)
{
    m_path = path;
    m_known.reset();
    m_savedChanges = m_changes;
    setState(State::Saved);
}

void DocumentSaver::keepBesideTheFile()
{
    // Nobody decided the conflict, and what was typed must not be lost.
    QString base = m_path;
    const QString suffix = QStringLiteral(".outcrop.json");
    if (base.endsWith(suffix))
        base.chop(suffix.size());
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh.mm.ss"));
    const Conversation whole = m_snapshot(); // with its attachments in it, should they not be stored
    (void)base::AtomicFile::write(
        QStringLiteral("%1 (unsaved %2)%3").arg(base, stamp, suffix),
        encodeConversation(m_blobs->store(whole, blobFolderFor(m_path)).valueOr(whole)));
}

void DocumentSaver::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace outcrop::conversation
