// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/savetask.h"

#include "core/base/atomicfile.h"
#include "core/base/fileerror.h"
#include "core/base/limits.h"
#include "core/base/regularfile.h"
#include "core/conversation/blobs.h"
#include "core/conversation/fileformat.h"
#include "core/conversation/folderlock.h"
#include "core/conversation/library.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace outcrop::conversation
{

namespace
{

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QString attempt()
{
    return QStringLiteral("Did not save");
}

base::Error changedOutside(const QString &path, const QString &reason)
{
    base::Error error =
        base::fileError(attempt(), path, reason,
                        QStringLiteral("Save under another name, or replace that file with this one."));
    error.code = DocumentSaver::changedOutsideCode;
    return error;
}

/// Whether the file is still the one we know: by identity, or else by content.
std::optional<base::Error> changeSince(const QString &path, const KnownFile &known,
                                       const QByteArray &attempted)
{
    const base::Result<base::FileIdentity> identity = base::RegularFile::identity(path);
    if (!identity) {
        if (identity.error().code != QLatin1StringView("ENOENT"))
            return identity.error();
        return changedOutside(path, QStringLiteral("somebody removed or renamed the file"));
    }
    if (*identity == known.identity)
        return std::nullopt;
    const auto content = base::RegularFile::read(path, base::limits::jsonBytes);
    if (!content)
        return content.error();
    const QByteArray hash = hashOf(content->bytes);
    if (hash == known.sha256 || (!attempted.isEmpty() && hash == attempted))
        return std::nullopt;
    return changedOutside(path, QStringLiteral("another program changed the file"));
}

/// Where to keep what the file has now; empty when that need not be kept.
QString backupPath(const QString &path, const std::optional<KnownFile> &known, bool keepTheirs,
                   qsizetype newBytes)
{
    if (known && known->olderVersion > 0)
        return path + QStringLiteral(".v%1.bak").arg(known->olderVersion);
    const bool shrinks = known && 2 * static_cast<qint64>(newBytes) < known->identity.bytes;
    return keepTheirs || shrinks ? path + QStringLiteral(".bak") : QString();
}

std::optional<base::Error> copyFile(const QString &from, const QString &to)
{
    const auto content = base::RegularFile::read(from, base::limits::jsonBytes);
    if (!content)
        return content.error().code == QLatin1StringView("ENOENT") ? std::nullopt
                                                                   : std::optional(content.error());
    const auto written = base::AtomicFile::write(to, content->bytes);
    return written ? std::nullopt : std::optional(written.error());
}

/// A folder that could not be synced may have it all the same.
bool isLeftByAnAttempt(const QString &path, const QByteArray &attempted)
{
    if (attempted.isEmpty())
        return false;
    const auto content = base::RegularFile::read(path, base::limits::jsonBytes);
    return content && hashOf(content->bytes) == attempted;
}

/// At @p path, which becomes another one where something is there already.
base::Result<base::FileIdentity> create(QString &path, const QByteArray &bytes, const QByteArray &attempted)
{
    if (isLeftByAnAttempt(path, attempted))
        return base::AtomicFile::write(path, bytes);
    const QFileInfo wanted(path);
    QString title = wanted.fileName();
    if (title.endsWith(fileSuffix))
        title.chop(fileSuffix.size());
    for (;;) {
        const auto created = base::AtomicFile::create(path, bytes);
        if (created || created.error().code != QLatin1StringView("EEXIST"))
            return created;
        path = newConversationPath(wanted.path(), title);
    }
}

} // namespace

DocumentSaver::Outcome DocumentSaver::perform(const Task &task)
{
    Outcome outcome;
    outcome.changes = task.changes;
    if (task.moves)
        outcome.movedTo = task.path;
    // Another Outcrop on the same file looks and writes in the same way: one after the other.
    const FolderLock lock(QFileInfo(task.path).absolutePath());
    if (task.known && !task.replaceAnything) {
        outcome.error = changeSince(task.path, *task.known, task.attempted);
        if (outcome.error)
            return outcome;
    }
    if (task.lookOnly)
        return outcome;
    // The attachments first: what refers to them must find them.
    const auto stored = task.blobs->store(task.conversation, blobFolderFor(task.path));
    if (!stored) {
        outcome.error = stored.error();
        return outcome;
    }
    const QByteArray bytes = encodeConversation(*stored);
    const QByteArray hash = hashOf(bytes);
    const QString backup = backupPath(task.path, task.known, task.keepTheirs, bytes.size());
    if (!backup.isEmpty()) {
        outcome.error = copyFile(task.path, backup);
        if (outcome.error)
            return outcome;
    }
    QString path = task.path;
    const bool isNew = !task.known && !task.replaceAnything;
    const base::Result<base::FileIdentity> identity =
        isNew ? create(path, bytes, task.attempted) : base::AtomicFile::write(path, bytes);
    if (identity) {
        if (path != task.path)
            outcome.movedTo = path;
        outcome.written = KnownFile{*identity, hash, false};
    } else {
        outcome.error = identity.error();
        outcome.attempted = hash;
    }
    return outcome;
}

} // namespace outcrop::conversation
