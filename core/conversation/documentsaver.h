// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/fileidentity.h"
#include "core/base/result.h"
#include "core/conversation/conversation.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace outcrop::conversation
{

class BlobWriter;

/// What a saver knows of the file it last read or wrote.
struct KnownFile {
    base::FileIdentity identity;
    QByteArray sha256;
    int olderVersion = 0; ///< of the format, where what replaces it is another one; else 0
};

/// Writes one conversation to its file without being asked, on a thread of its own (reliability.md P1-P3,
/// P5).
///
/// The first change starts a timer; half a second later everything changed by then is written, so what is on
/// disk is never older than a second however fast one types. A failed save keeps everything, says why and
/// tries again every two seconds. A file that another program changed is not overwritten: the state is
/// Conflict until overwrite() or saveAs().
///
/// The bytes of attachments are written before it, each once (blobs.h).
///
/// There is a way back (reliability.md, P6): what the file had is kept in a file beside it, whose name ends
/// in ".v1.bak" (or whichever version it was) before the format of the file changes, and in ".bak" when less
/// than half of it is left or overwrite() replaces what another program wrote.
class DocumentSaver : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Unnamed,  ///< there is no path yet
        Saved,    ///< the file has everything
        Waiting,  ///< changed; will be written soon
        Saving,   ///< being written
        Failed,   ///< could not be written; tried again by itself
        Conflict, ///< the file was changed or removed by somebody else; waits for a decision
    };

    /// The error of State::Conflict has this code.
    static constexpr QLatin1StringView changedOutsideCode{"changed-outside"};

    explicit DocumentSaver(std::function<Conversation()> snapshot, QObject *parent = nullptr);
    /// Writes what is not written, waiting for the disk; during a Conflict into a new file beside the other.
    ~DocumentSaver() override;

    QString path() const { return m_path; }
    State state() const { return m_state; }
    const std::optional<base::Error> &error() const { return m_error; }
    /// SHA-256 of what the file was when it was last read or written; empty when there was none.
    QByteArray fileHash() const { return m_known ? m_known->sha256 : QByteArray(); }
    /// A step of undo with references to the attachments that stand beside the file
    /// (BlobWriter::withReferences).
    json::Json withReferences(const json::Json &step) const;
    bool hasUnsavedChanges() const { return m_changes != m_savedChanges; }

    /// The document was read from @p path.
    void adopt(const QString &path, const KnownFile &known);
    /// Something changed. Cheap.
    void noteChange();

    /// Begins to write now (after the save that is on its way, if there is one) instead of a little later,
    /// without waiting. For moments such as the end of an answer; saved() or failed() tells what became of
    /// it.
    void saveSoon();
    /// Looks whether somebody else changed or removed the file since it was read or written, without waiting
    /// for it. If so the state becomes Conflict although nothing is to be saved.
    void lookAtFile();
    /// Writes everything now and waits for the disk. The error is also in error().
    base::Result<void> saveNow();
    /// Goes on in another file, replacing what is there.
    base::Result<void> saveAs(const QString &path);
    /// The same without waiting: moved() follows, or notMoved() and nothing is different. Asked for again
    /// before that, the last path counts.
    void saveAsSoon(const QString &path);
    /// Forgets the file and what was not saved: nothing is written any more.
    void abandon();
    /// There is no file at @p path yet, and the first change makes it.
    void beginAt(const QString &path);
    /// Ends a Conflict in favour of what is in memory.
    base::Result<void> overwrite();

Q_SIGNALS:
    void stateChanged(outcrop::conversation::DocumentSaver::State state);
    void saved();
    /// The conversation is in another file now, and so is what is written from here on; saved() follows.
    void moved(const QString &path);
    void notMoved(const outcrop::base::Error &error);
    void failed(const outcrop::base::Error &error);

private:
    struct Task;
    struct Outcome;
    struct Mailbox;

    Task makeTask();
    void start(const Task &task);
    static Outcome perform(const Task &task);
    void startSaving();
    void startMoving();
    void collect();
    void settle();
    bool takeMove(const Outcome &outcome);
    void finish(const Outcome &outcome);
    base::Result<void> save(bool overwriting);
    void keepBesideTheFile();
    void setState(State state);

    std::function<Conversation()> m_snapshot;
    std::shared_ptr<BlobWriter> m_blobs; ///< of whichever thread writes
    QString m_path;
    std::optional<KnownFile> m_known; ///< nothing: no file was there
    QByteArray m_attempted;           ///< hash of bytes that may have reached the file although saving failed
    State m_state = State::Unnamed;
    std::optional<base::Error> m_error; ///< why the last attempt failed; nothing after a good one
    quint64 m_changes = 0;              ///< counted by noteChange()
    quint64 m_savedChanges = 0;         ///< of these, in the file
    QElapsedTimer m_oldestChange;       ///< since the first change that no save has begun for
    bool m_saving = false;
    bool m_hurry = false; ///< saveSoon() was called during a save
    QString m_moveTo;     ///< saveAsSoon() was called, and the move has not begun
    QTimer m_timer;
    std::shared_ptr<Mailbox> m_mailbox;
    QThreadPool m_pool; ///< one thread
};

} // namespace outcrop::conversation
